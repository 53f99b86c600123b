-- As the first kept form of the points database was written by the code of that time (git d1bad46): three totals of one walker and what they earned.
BEGIN TRANSACTION;
CREATE TABLE answered_message (
  id TEXT PRIMARY KEY,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  answer TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE award (
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  key TEXT NOT NULL,
  account TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points >= 0),
  rule TEXT NOT NULL,
  rule_version INTEGER NOT NULL,
  last_entry INTEGER NOT NULL,
  PRIMARY KEY (participant, date, key)
) STRICT, WITHOUT ROWID;
INSERT INTO "award" VALUES('P-0001','2026-11-19','steps:steps:2026-11-19','pedometer',4,'steps',1,1);
INSERT INTO "award" VALUES('P-0001','2026-11-20','steps:steps:2026-11-20','pedometer',3,'steps',1,3);
CREATE TABLE balance (
  name TEXT PRIMARY KEY,
  points INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "balance" VALUES('P-0001/pedometer',7);
INSERT INTO "balance" VALUES('issued/pedometer',-7);
CREATE TABLE centre_visit (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  centre TEXT NOT NULL,
  withdrawn INTEGER NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
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
CREATE TABLE claim_void (
  id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (id),
  reason TEXT NOT NULL CHECK (length(trim(reason)) > 0),
  actor TEXT NOT NULL,
  reference TEXT,
  at_ms INTEGER NOT NULL,
  UNIQUE (claim)
) STRICT;
CREATE TABLE code (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key INTEGER NOT NULL REFERENCES code_key (id),
  kind TEXT NOT NULL CHECK (kind IN ('venue', 'once')),
  activity TEXT NOT NULL,
  place TEXT,
  valid_from_ms INTEGER NOT NULL CHECK (valid_from_ms % 1000 = 0),
  valid_to_ms INTEGER NOT NULL CHECK (valid_to_ms % 1000 = 0 AND valid_to_ms > valid_from_ms),
  actor TEXT NOT NULL CHECK (actor <> ''),
  made_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE code_key (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 255),
  secret BLOB NOT NULL CHECK (length(secret) = 32),
  made_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE code_revocation (
  code TEXT PRIMARY KEY REFERENCES code (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL CHECK (actor <> ''),
  revoked_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE code_slip (
  number INTEGER PRIMARY KEY,
  serial TEXT NOT NULL UNIQUE CHECK (length(serial) = 8),
  short TEXT NOT NULL UNIQUE CHECK (length(short) = 12),
  code TEXT NOT NULL REFERENCES code (id)
) STRICT;
CREATE TABLE curve_key (
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  key TEXT NOT NULL,
  synced_on TEXT NOT NULL,
  steps INTEGER NOT NULL,
  PRIMARY KEY (participant, date)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "day_revision" VALUES('P-0001','2026-11-19',1,10123,'final','2026-11-21',NULL,1795230000111);
INSERT INTO "day_revision" VALUES('P-0001','2026-11-20',1,6214,'open','2026-11-21',NULL,1795230000111);
INSERT INTO "day_revision" VALUES('P-0001','2026-11-20',2,8120,'final','2026-11-21',NULL,1795230000127);
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
CREATE TABLE enrolment (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  birth_year INTEGER NOT NULL,
  birth_date TEXT,
  pedometer_from TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO "enrolment" VALUES(1,'P-0001',1948,NULL,'2026-11-01',1795230000096);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  account TEXT NOT NULL,
  counter TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  date TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points <> 0),
  programme TEXT NOT NULL,
  rule TEXT NOT NULL,
  rule_version INTEGER NOT NULL,
  reverses INTEGER CHECK (reverses < id),
  reason TEXT,
  actor TEXT,
  reference TEXT,
  cause TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO "entry" VALUES(1,'P-0001','pedometer','issued','credit','steps:steps:2026-11-19','2026-11-19',4,'iwamizawa','steps',1,NULL,NULL,NULL,NULL,'{"kind":"feed","revision":1,"syncedOn":"2026-11-21","countedSteps":10123}',1795230000111,'19a1d23d3b6ed968a9ac1de46cd7c9a4a18cf00f11891b7b6d92a1739dc608a7');
INSERT INTO "entry" VALUES(2,'P-0001','pedometer','issued','credit','steps:steps:2026-11-20','2026-11-20',2,'iwamizawa','steps',1,NULL,NULL,NULL,NULL,'{"kind":"feed","revision":1,"syncedOn":"2026-11-21","countedSteps":6214}',1795230000111,'6bb6be03bf0907e0d6b81f32bb025c09009bc7b141a1f11a6a800e2fc324b2ab');
INSERT INTO "entry" VALUES(3,'P-0001','pedometer','issued','credit','steps:steps:2026-11-20','2026-11-20',1,'iwamizawa','steps',1,NULL,NULL,NULL,NULL,'{"kind":"feed","revision":2,"syncedOn":"2026-11-21","countedSteps":8120}',1795230000127,'dec7b5541c7846261c20bf227125370b3a06d83fdda809dffd0e8e7813427739');
CREATE TABLE group_change (
  number INTEGER PRIMARY KEY,
  "group" TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('registered', 'changed', 'closed', 'reopened')),
  name TEXT NOT NULL CHECK (name <> ''),
  activity TEXT NOT NULL,
  pursuit TEXT NOT NULL,
  contact TEXT,
  opened_on TEXT NOT NULL,
  closed_on TEXT CHECK (closed_on >= opened_on),
  reason TEXT,
  actor TEXT NOT NULL CHECK (actor <> ''),
  reference TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE issued (
  date TEXT NOT NULL,
  account TEXT NOT NULL,
  points INTEGER NOT NULL,
  PRIMARY KEY (date, account)
) STRICT, WITHOUT ROWID;
INSERT INTO "issued" VALUES('2026-11-21','pedometer',7);
CREATE TABLE request (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  answer TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rule_in_force (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  from_date TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  reason TEXT,
  actor TEXT
) STRICT;
INSERT INTO "rule_in_force" VALUES(1,1,'2024-03-27',1795230000078,NULL,NULL);
CREATE TABLE rule_version (
  programme TEXT NOT NULL,
  version INTEGER NOT NULL,
  decides TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (programme, version)
) STRICT, WITHOUT ROWID;
INSERT INTO "rule_version" VALUES('iwamizawa',1,'{"version":1,"effectiveFrom":"2024-03-27","participants":{"ageMin":18,"ageMax":150,"ageOn":"date"},"backfill":{"windowDays":30},"credit":"as-they-come","earning":[{"kind":"tiers","id":"steps","days":"all","factors":[],"tiers":[{"from":3000,"to":4999,"points":1},{"from":5000,"to":7999,"points":2},{"from":8000,"to":9999,"points":3},{"from":10000,"points":4}]}],"activities":[{"id":"health-check","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"stomach-screening","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"lung-screening","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"colon-screening","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"breast-screening","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"cervical-screening","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"other-check","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"full-check-up","points":{"pedometer":100,"paper":10},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"infant-check","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"guidance","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","stamp"],"once":"day","needsGroup":false},{"id":"handbook","points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","handbook","stamp"],"once":"ever","needsGroup":false},{"id":"city-event","points":{"pedometer":20,"paper":2},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"hiroba-event","points":{"pedometer":20,"paper":2},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"parents-class","points":{"pedometer":20,"paper":2},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"chat-room","points":{"pedometer":20,"paper":2},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"blood-donation","points":{"pedometer":20,"paper":2},"evidence":["donor-card","once-code","stamp"],"once":"day","needsGroup":false},{"id":"group-activity","points":{"pedometer":3,"paper":1},"evidence":["group-roll","venue-code","once-code","stamp"],"once":"each","needsGroup":true}],"caps":[{"id":"groups-day","account":"pedometer","of":["group-activity"],"per":"day","pointsMax":3},{"id":"checks-paper-day","account":"paper","of":["health-check","stomach-screening","lung-screening","colon-screening","breast-screening","cervical-screening","other-check","full-check-up"],"per":"day","pointsMax":10}],"draws":[]}','{"version":1,"effectiveFrom":"2024-03-27","participants":{"ageMin":18,"ageMax":150,"ageOn":"date"},"backfill":{"windowDays":30},"credit":"as-they-come","earning":[{"kind":"tiers","id":"steps","days":"all","factors":[],"tiers":[{"from":3000,"to":4999,"points":1,"sentence":{"ja":"1日3,000〜4,999歩 → 1ポイント","en":"3,000–4,999 steps a day → 1 point"}},{"from":5000,"to":7999,"points":2,"sentence":{"ja":"1日5,000〜7,999歩 → 2ポイント","en":"5,000–7,999 steps a day → 2 points"}},{"from":8000,"to":9999,"points":3,"sentence":{"ja":"1日8,000〜9,999歩 → 3ポイント","en":"8,000–9,999 steps a day → 3 points"}},{"from":10000,"points":4,"sentence":{"ja":"1日10,000歩以上 → 4ポイント","en":"10,000 steps a day or more → 4 points"}}]}],"activities":[{"id":"health-check","name":{"ja":"健診 (特定健診・職場の健診など)","en":"Health check"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"stomach-screening","name":{"ja":"胃がん検診","en":"Stomach cancer screening"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"lung-screening","name":{"ja":"肺がん検診","en":"Lung cancer screening"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"colon-screening","name":{"ja":"大腸がん検診","en":"Colon cancer screening"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"breast-screening","name":{"ja":"乳がん検診","en":"Breast cancer screening"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"cervical-screening","name":{"ja":"子宮頸がん検診","en":"Cervical cancer screening"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"other-check","name":{"ja":"そのほかの健診・検診","en":"Another kind of check"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"full-check-up","name":{"ja":"人間ドック","en":"Full check-up (人間ドック)"},"points":{"pedometer":100,"paper":10},"evidence":["venue-code","once-code","result-sheet","stamp"],"once":"day","needsGroup":false},{"id":"infant-check","name":{"ja":"乳幼児健診","en":"Infant check"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"guidance","name":{"ja":"特定保健指導","en":"Specific health guidance"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","stamp"],"once":"day","needsGroup":false},{"id":"handbook","name":{"ja":"すこやか健康手帳の登録","en":"Registering the すこやか健康手帳"},"points":{"pedometer":100,"paper":5},"evidence":["venue-code","once-code","handbook","stamp"],"once":"ever","needsGroup":false},{"id":"city-event","name":{"ja":"市主催の健康関連イベント","en":"City health event"},"points":{"pedometer":20,"paper":2},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"hiroba-event","name":{"ja":"健康ひろばのイベント","en":"健康ひろば event"},"points":{"pedometer":20,"paper":2},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"parents-class","name":{"ja":"プレママ教室・パパママ教室","en":"Class for parents-to-be"},"points":{"pedometer":20,"paper":2},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"chat-room","name":{"ja":"おしゃべりルーム","en":"おしゃべりルーム"},"points":{"pedometer":20,"paper":2},"evidence":["venue-code","once-code","stamp"],"once":"each","needsGroup":false},{"id":"blood-donation","name":{"ja":"献血","en":"Blood donation"},"points":{"pedometer":20,"paper":2},"evidence":["donor-card","once-code","stamp"],"once":"day","needsGroup":false},{"id":"group-activity","name":{"ja":"登録団体の活動","en":"Activity of a registered group"},"sentence":{"ja":"登録団体の活動 3ポイント (1日3ポイントまで)、紙は1団体につき1ポイント","en":"A registered group’s activity: 3 points (at most 3 a day); on paper 1 point per group"},"points":{"pedometer":3,"paper":1},"evidence":["group-roll","venue-code","once-code","stamp"],"once":"each","needsGroup":true}],"caps":[{"id":"groups-day","account":"pedometer","of":["group-activity"],"per":"day","pointsMax":3,"sentence":{"ja":"団体活動は、1日に複数の団体で活動しても3ポイントまで","en":"Group activities: at most 3 points a day, however many groups"}},{"id":"checks-paper-day","account":"paper","of":["health-check","stomach-screening","lung-screening","colon-screening","breast-screening","cervical-screening","other-check","full-check-up"],"per":"day","pointsMax":10,"sentence":{"ja":"同じ日に2種類以上の健診を受けると10ポイント (紙のカード)","en":"Two or more kinds of check on one day: 10 points (paper card)"}}],"draws":[]}');
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
CREATE TABLE waiting_day (
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  PRIMARY KEY (participant, date)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_participant ON enrolment (participant, id);
CREATE INDEX centre_visit_participant ON centre_visit (participant, date, centre, id);
CREATE INDEX claim_participant ON claim (participant, id);
CREATE INDEX decision_day ON decision (participant, date, id);
CREATE INDEX transfer_participant ON transfer (participant, id);
CREATE INDEX waiting_day_since ON waiting_day (since_ms);
CREATE INDEX curve_key_date ON curve_key (date, synced_on, key, steps);
CREATE INDEX entry_participant ON entry (participant, date);
CREATE INDEX entry_written ON entry (at_ms);
CREATE INDEX code_slip_code ON code_slip (code);
CREATE INDEX group_change_group ON group_change ("group", number);
CREATE INDEX answered_message_at ON answered_message (at_ms);
CREATE TRIGGER rule_version_is_not_updated BEFORE UPDATE ON rule_version
  BEGIN SELECT raise(ABORT, 'rule_version is append-only'); END;
CREATE TRIGGER rule_version_is_not_deleted BEFORE DELETE ON rule_version
  BEGIN SELECT raise(ABORT, 'rule_version is append-only'); END;
CREATE TRIGGER rule_version_is_not_replaced BEFORE INSERT ON rule_version
  WHEN EXISTS (SELECT 1 FROM rule_version WHERE (programme = NEW.programme AND version = NEW.version))
  BEGIN SELECT raise(ABORT, 'rule_version is append-only'); END;
CREATE TRIGGER rule_in_force_is_not_updated BEFORE UPDATE ON rule_in_force
  BEGIN SELECT raise(ABORT, 'rule_in_force is append-only'); END;
CREATE TRIGGER rule_in_force_is_not_deleted BEFORE DELETE ON rule_in_force
  BEGIN SELECT raise(ABORT, 'rule_in_force is append-only'); END;
CREATE TRIGGER rule_in_force_is_not_replaced BEFORE INSERT ON rule_in_force
  WHEN EXISTS (SELECT 1 FROM rule_in_force WHERE (id = NEW.id))
  BEGIN SELECT raise(ABORT, 'rule_in_force is append-only'); END;
CREATE TRIGGER enrolment_is_not_updated BEFORE UPDATE ON enrolment
  BEGIN SELECT raise(ABORT, 'enrolment is append-only'); END;
CREATE TRIGGER enrolment_is_not_deleted BEFORE DELETE ON enrolment
  BEGIN SELECT raise(ABORT, 'enrolment is append-only'); END;
CREATE TRIGGER enrolment_is_not_replaced BEFORE INSERT ON enrolment
  WHEN EXISTS (SELECT 1 FROM enrolment WHERE (id = NEW.id))
  BEGIN SELECT raise(ABORT, 'enrolment is append-only'); END;
CREATE TRIGGER day_revision_is_not_updated BEFORE UPDATE ON day_revision
  BEGIN SELECT raise(ABORT, 'day_revision is append-only'); END;
CREATE TRIGGER day_revision_is_not_deleted BEFORE DELETE ON day_revision
  BEGIN SELECT raise(ABORT, 'day_revision is append-only'); END;
CREATE TRIGGER day_revision_is_not_replaced BEFORE INSERT ON day_revision
  WHEN EXISTS (SELECT 1 FROM day_revision WHERE (participant = NEW.participant AND date = NEW.date AND revision = NEW.revision))
  BEGIN SELECT raise(ABORT, 'day_revision is append-only'); END;
CREATE TRIGGER centre_visit_is_not_updated BEFORE UPDATE ON centre_visit
  BEGIN SELECT raise(ABORT, 'centre_visit is append-only'); END;
CREATE TRIGGER centre_visit_is_not_deleted BEFORE DELETE ON centre_visit
  BEGIN SELECT raise(ABORT, 'centre_visit is append-only'); END;
CREATE TRIGGER centre_visit_is_not_replaced BEFORE INSERT ON centre_visit
  WHEN EXISTS (SELECT 1 FROM centre_visit WHERE (id = NEW.id))
  BEGIN SELECT raise(ABORT, 'centre_visit is append-only'); END;
CREATE TRIGGER claim_is_not_updated BEFORE UPDATE ON claim
  BEGIN SELECT raise(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_is_not_deleted BEFORE DELETE ON claim
  BEGIN SELECT raise(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_is_not_replaced BEFORE INSERT ON claim
  WHEN EXISTS (SELECT 1 FROM claim WHERE (id = NEW.id) OR (once_code = NEW.once_code) OR (venue_use = NEW.venue_use))
  BEGIN SELECT raise(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_void_is_not_updated BEFORE UPDATE ON claim_void
  BEGIN SELECT raise(ABORT, 'claim_void is append-only'); END;
CREATE TRIGGER claim_void_is_not_deleted BEFORE DELETE ON claim_void
  BEGIN SELECT raise(ABORT, 'claim_void is append-only'); END;
CREATE TRIGGER claim_void_is_not_replaced BEFORE INSERT ON claim_void
  WHEN EXISTS (SELECT 1 FROM claim_void WHERE (id = NEW.id) OR (claim = NEW.claim))
  BEGIN SELECT raise(ABORT, 'claim_void is append-only'); END;
CREATE TRIGGER decision_is_not_updated BEFORE UPDATE ON decision
  BEGIN SELECT raise(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_is_not_deleted BEFORE DELETE ON decision
  BEGIN SELECT raise(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_is_not_replaced BEFORE INSERT ON decision
  WHEN EXISTS (SELECT 1 FROM decision WHERE (id = NEW.id))
  BEGIN SELECT raise(ABORT, 'decision is append-only'); END;
CREATE TRIGGER transfer_is_not_updated BEFORE UPDATE ON transfer
  BEGIN SELECT raise(ABORT, 'transfer is append-only'); END;
CREATE TRIGGER transfer_is_not_deleted BEFORE DELETE ON transfer
  BEGIN SELECT raise(ABORT, 'transfer is append-only'); END;
CREATE TRIGGER transfer_is_not_replaced BEFORE INSERT ON transfer
  WHEN EXISTS (SELECT 1 FROM transfer WHERE (id = NEW.id))
  BEGIN SELECT raise(ABORT, 'transfer is append-only'); END;
CREATE TRIGGER request_is_not_updated BEFORE UPDATE ON request
  BEGIN SELECT raise(ABORT, 'request is append-only'); END;
CREATE TRIGGER request_is_not_deleted BEFORE DELETE ON request
  BEGIN SELECT raise(ABORT, 'request is append-only'); END;
CREATE TRIGGER request_is_not_replaced BEFORE INSERT ON request
  WHEN EXISTS (SELECT 1 FROM request WHERE (id = NEW.id))
  BEGIN SELECT raise(ABORT, 'request is append-only'); END;
CREATE TRIGGER entry_is_not_updated BEFORE UPDATE ON entry
  BEGIN SELECT raise(ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry
  BEGIN SELECT raise(ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_is_not_replaced BEFORE INSERT ON entry
  WHEN EXISTS (SELECT 1 FROM entry WHERE (id = NEW.id))
  BEGIN SELECT raise(ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_is_the_next BEFORE INSERT ON entry
  WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM entry)
  BEGIN SELECT raise(ABORT, 'entry is append-only'); END;
CREATE TRIGGER code_key_is_not_updated BEFORE UPDATE ON code_key
  BEGIN SELECT raise(ABORT, 'code_key is append-only'); END;
CREATE TRIGGER code_key_is_not_deleted BEFORE DELETE ON code_key
  BEGIN SELECT raise(ABORT, 'code_key is append-only'); END;
CREATE TRIGGER code_key_is_not_replaced BEFORE INSERT ON code_key
  WHEN EXISTS (SELECT 1 FROM code_key WHERE (id = NEW.id))
  BEGIN SELECT raise(ABORT, 'code_key is append-only'); END;
CREATE TRIGGER code_is_not_updated BEFORE UPDATE ON code
  BEGIN SELECT raise(ABORT, 'code is append-only'); END;
CREATE TRIGGER code_is_not_deleted BEFORE DELETE ON code
  BEGIN SELECT raise(ABORT, 'code is append-only'); END;
CREATE TRIGGER code_is_not_replaced BEFORE INSERT ON code
  WHEN EXISTS (SELECT 1 FROM code WHERE (number = NEW.number) OR (id = NEW.id))
  BEGIN SELECT raise(ABORT, 'code is append-only'); END;
CREATE TRIGGER code_slip_is_not_updated BEFORE UPDATE ON code_slip
  BEGIN SELECT raise(ABORT, 'code_slip is append-only'); END;
CREATE TRIGGER code_slip_is_not_deleted BEFORE DELETE ON code_slip
  BEGIN SELECT raise(ABORT, 'code_slip is append-only'); END;
CREATE TRIGGER code_slip_is_not_replaced BEFORE INSERT ON code_slip
  WHEN EXISTS (SELECT 1 FROM code_slip WHERE (number = NEW.number) OR (serial = NEW.serial) OR (short = NEW.short))
  BEGIN SELECT raise(ABORT, 'code_slip is append-only'); END;
CREATE TRIGGER code_revocation_is_not_updated BEFORE UPDATE ON code_revocation
  BEGIN SELECT raise(ABORT, 'code_revocation is append-only'); END;
CREATE TRIGGER code_revocation_is_not_deleted BEFORE DELETE ON code_revocation
  BEGIN SELECT raise(ABORT, 'code_revocation is append-only'); END;
CREATE TRIGGER code_revocation_is_not_replaced BEFORE INSERT ON code_revocation
  WHEN EXISTS (SELECT 1 FROM code_revocation WHERE (code = NEW.code))
  BEGIN SELECT raise(ABORT, 'code_revocation is append-only'); END;
CREATE TRIGGER group_change_is_not_updated BEFORE UPDATE ON group_change
  BEGIN SELECT raise(ABORT, 'group_change is append-only'); END;
CREATE TRIGGER group_change_is_not_deleted BEFORE DELETE ON group_change
  BEGIN SELECT raise(ABORT, 'group_change is append-only'); END;
CREATE TRIGGER group_change_is_not_replaced BEFORE INSERT ON group_change
  WHEN EXISTS (SELECT 1 FROM group_change WHERE (number = NEW.number))
  BEGIN SELECT raise(ABORT, 'group_change is append-only'); END;
PRAGMA user_version=2;
COMMIT;
