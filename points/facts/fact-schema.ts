/** Fact schema: the tables of points.sqlite that hold what is known. Everything is append-only; where a thing can be said anew, the newest word counts. */
import { appendOnly } from '../../runtime/append-only.ts';

export const factSchema = `
-- What each rule version decides and says, so that a version number means one thing for ever.
CREATE TABLE rule_version (
  programme TEXT NOT NULL,
  version INTEGER NOT NULL,
  decides TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (programme, version)
) STRICT, WITHOUT ROWID;
${appendOnly('rule_version', [['programme', 'version']])}
-- From which date on a version has the say; a later row takes the place of earlier ones for its dates.
CREATE TABLE rule_in_force (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  from_date TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  reason TEXT,
  actor TEXT
) STRICT;
${appendOnly('rule_in_force', [['id']])}

CREATE TABLE enrolment (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  birth_year INTEGER NOT NULL,
  birth_date TEXT,
  pedometer_from TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX enrolment_participant ON enrolment (participant, id);
${appendOnly('enrolment', [['id']])}

-- Every revision of the feed, once. findings: why the point service doubts it, as JSON.
CREATE TABLE day_revision (
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  steps INTEGER NOT NULL CHECK (steps >= 0),
  state TEXT NOT NULL,
  synced_on TEXT NOT NULL,
  findings TEXT,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (participant, date, revision)
) STRICT, WITHOUT ROWID;
${appendOnly('day_revision', [['participant', 'date', 'revision']])}

CREATE TABLE centre_visit (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  centre TEXT NOT NULL,
  withdrawn INTEGER NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX centre_visit_participant ON centre_visit (participant, date, centre, id);
${appendOnly('centre_visit', [['id']])}

-- once_code: the serial of a code for one person, which nobody uses twice. venue_use: the same for a venue's code, a participant and a date.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  account TEXT NOT NULL,
  activity TEXT NOT NULL,
  date TEXT NOT NULL,
  from_date TEXT,
  group_id TEXT,
  place TEXT,
  evidence TEXT NOT NULL,
  goal_steps INTEGER,
  once_code TEXT UNIQUE,
  venue_use TEXT UNIQUE,
  actor TEXT NOT NULL,
  reference TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_participant ON claim (participant, id);
${appendOnly('claim', [['id'], ['once_code'], ['venue_use']])}
CREATE TABLE claim_void (
  id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (id),
  reason TEXT NOT NULL CHECK (length(trim(reason)) > 0),
  actor TEXT NOT NULL,
  reference TEXT,
  at_ms INTEGER NOT NULL,
  UNIQUE (claim)
) STRICT;
${appendOnly('claim_void', [['id'], ['claim']])}

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('accept', 'cap', 'void', 'none')),
  revision INTEGER NOT NULL,
  steps INTEGER CHECK (steps >= 0),
  reason TEXT NOT NULL CHECK (length(trim(reason)) > 0),
  actor TEXT NOT NULL,
  reference TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_day ON decision (participant, date, id);
${appendOnly('decision', [['id']])}

CREATE TABLE transfer (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  paper_points INTEGER NOT NULL CHECK (paper_points > 0),
  pedometer_points INTEGER NOT NULL CHECK (pedometer_points > 0),
  actor TEXT NOT NULL,
  reference TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX transfer_participant ON transfer (participant, id);
${appendOnly('transfer', [['id']])}

-- What was answered to whoever asked for a change, by the number they gave it: asked again, it is answered again.
CREATE TABLE request (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  answer TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${appendOnly('request', [['id']])}

-- Where days in doubt wait: made from day_revision and decision whenever one of them grows.
CREATE TABLE waiting_day (
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  PRIMARY KEY (participant, date)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_day_since ON waiting_day (since_ms);

-- The key by which another day with the same curve is found, among those brought on the same date with about as many steps.
CREATE TABLE curve_key (
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  key TEXT NOT NULL,
  synced_on TEXT NOT NULL,
  steps INTEGER NOT NULL,
  PRIMARY KEY (participant, date)
) STRICT, WITHOUT ROWID;
CREATE INDEX curve_key_date ON curve_key (date, synced_on, key, steps);
`;
