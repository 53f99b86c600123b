/** The table that tells whose enrolment has changed, in cloud.sqlite. */

const note = (...of: readonly string[]): string =>
  `BEGIN INSERT INTO enrolment_change (participant) VALUES ${of.map((who) => `(${who})`).join(', ')}; END`;

/**
 * One row for each change of what an enrolment says (contract/enrolment.ts), in order, whichever program makes it: feeds
 * go by the number, so that looking again costs nothing where nothing has changed.
 */
export const enrolmentSchema = `
CREATE TABLE enrolment_change (id INTEGER PRIMARY KEY, participant TEXT NOT NULL) STRICT;
INSERT INTO enrolment_change (participant) SELECT id FROM participant ORDER BY id;
CREATE TRIGGER enrolment_begins AFTER INSERT ON participant ${note('NEW.id')};
CREATE TRIGGER enrolment_birth AFTER UPDATE OF birth_year, birth_date ON participant
  WHEN OLD.birth_year <> NEW.birth_year OR OLD.birth_date IS NOT NEW.birth_date ${note('NEW.id')};
CREATE TRIGGER enrolment_first_loan AFTER INSERT ON loan
  WHEN NOT EXISTS (SELECT 1 FROM loan o WHERE o.participant = NEW.participant AND o.from_ms < NEW.from_ms)
  ${note('NEW.participant')};
CREATE TRIGGER enrolment_loan_moves AFTER UPDATE OF participant, from_ms ON loan
  WHEN OLD.participant <> NEW.participant OR OLD.from_ms <> NEW.from_ms ${note('OLD.participant', 'NEW.participant')};
CREATE TRIGGER enrolment_loan_goes AFTER DELETE ON loan ${note('OLD.participant')};
`;
