-- What the screens need beside the records. The rules of 001_office.sql hold here too. Each feature has its section.

-- ---------------------------------------------------------------- 领导点评, 讲评

CREATE TABLE review (
    id              INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('领导点评','讲评')),
    organization_id INTEGER REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    member_id       INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    held_on         TEXT NOT NULL,
    period          TEXT NOT NULL CHECK (period <> ''),   -- 所属时段: 2012Q1, 2012H1
    reviewer        TEXT NOT NULL CHECK (reviewer <> ''), -- 点评人
    post            TEXT,                                 -- 点评人职务
    occasion        TEXT,                                 -- 组织生活会 | 座谈会 | ... | the office's own
    achievements    TEXT,                                 -- 领导点评: 成绩, 问题, 努力方向, all three
    problems        TEXT,
    direction       TEXT,
    points          TEXT,                                 -- 讲评: 内容要点, 下季度任务
    tasks           TEXT,
    attendance      INTEGER CHECK (attendance >= 0),      -- 参加人数
    rectification   TEXT,                                 -- 整改落实情况
    CHECK ((organization_id IS NULL) <> (member_id IS NULL)),
    CHECK (kind = '讲评' OR (ifnull(achievements, '') <> '' AND ifnull(problems, '') <> '' AND ifnull(direction, '') <> '')),
    CHECK (kind = '领导点评' OR (ifnull(points, '') <> '' AND ifnull(tasks, '') <> '' AND member_id IS NULL))
) STRICT;
CREATE INDEX review_by_day ON review (held_on);
CREATE INDEX review_by_organization ON review (organization_id);
CREATE INDEX review_by_member ON review (member_id);

-- ---------------------------------------------------------------- 党组织

-- 任期 of an organization's leading body. Two terms of one organization never overlap; the day on which
-- one ends (换届) may be the first of the next.
CREATE TABLE term (
    id              INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    name            TEXT,                   -- 届次: 第三届
    began_on        TEXT NOT NULL,          -- 任期开始, the day of the election
    ends_on         TEXT,                   -- 换届日期; NULL for bodies that are appointed (党组) or have no term (党小组)
    note            TEXT,
    CHECK (ends_on IS NULL OR began_on < ends_on),
    UNIQUE (organization_id, began_on)
) STRICT;

-- 班子成员 of a term, in the order of the list.
CREATE TABLE officer (
    id           INTEGER PRIMARY KEY,
    term_id      INTEGER NOT NULL REFERENCES term(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    member_id    INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED, -- NULL: on no roster of this office
    name         TEXT NOT NULL CHECK (name <> ''),
    post         TEXT NOT NULL CHECK (post <> ''),
    appointed_on TEXT NOT NULL,             -- 任职日期, never after 换届日期
    relieved_on  TEXT,                      -- 免职日期
    position     INTEGER NOT NULL,
    CHECK (relieved_on IS NULL OR appointed_on <= relieved_on)
) STRICT;
CREATE INDEX officer_by_term ON officer (term_id);
CREATE INDEX officer_by_member ON officer (member_id);

-- ---------------------------------------------------------------- 群众评议

-- 汇总录入, anew: what was not entered is NULL, and NULL is not zero; blank papers beyond the valid ones
-- are kept and warned of (decisions 6). The table of 001 could hold neither.
CREATE TABLE category_count_anew (
    id             INTEGER PRIMARY KEY,
    evaluation_id  INTEGER NOT NULL REFERENCES evaluation(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    voter_category TEXT NOT NULL CHECK (voter_category <> ''),
    valid          INTEGER CHECK (valid >= 0),
    blank          INTEGER CHECK (blank >= 0),
    UNIQUE (evaluation_id, voter_category)
) STRICT;
INSERT INTO category_count_anew SELECT id, evaluation_id, voter_category, valid, blank FROM category_count;
DROP TABLE category_count;
ALTER TABLE category_count_anew RENAME TO category_count;

-- 参评人员: which kinds of voters came to a meeting, and how many of each (实到).
CREATE TABLE meeting_voters (
    id             INTEGER PRIMARY KEY,
    meeting_id     INTEGER NOT NULL REFERENCES meeting(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    voter_category TEXT NOT NULL CHECK (voter_category <> ''),
    present        INTEGER CHECK (present >= 0),
    UNIQUE (meeting_id, voter_category)
) STRICT;

-- 逐票录入: a pile of sheets while it is being entered. It must survive a power cut and is no record yet:
-- not watched by the history, so that the order and the numbers of the papers are gone for good once it
-- is closed (decisions 13). No time is kept of a paper.
CREATE TABLE ballot_batch (
    id             INTEGER PRIMARY KEY,
    meeting_id     INTEGER NOT NULL REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
    scheme_id      INTEGER NOT NULL REFERENCES scheme(id) DEFERRABLE INITIALLY DEFERRED,
    voter_category TEXT CHECK (voter_category <> ''), -- where the whole pile is of one kind
    expected       INTEGER CHECK (expected > 0)       -- 应录张数
) STRICT;
CREATE INDEX ballot_batch_by_meeting ON ballot_batch (meeting_id);
CREATE INDEX ballot_batch_by_scheme ON ballot_batch (scheme_id);

-- Whom the sheets evaluate, in the order of their lines: one organization, or the members of annex 3.
CREATE TABLE batch_subject (
    id            INTEGER PRIMARY KEY,
    batch_id      INTEGER NOT NULL REFERENCES ballot_batch(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    line          INTEGER NOT NULL CHECK (line >= 0),
    evaluation_id INTEGER NOT NULL UNIQUE REFERENCES evaluation(id) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (batch_id, line)
) STRICT;

-- One sheet. marks: one line of letters (001, ballot) for each subject, apart by '/'; only the last sheet
-- may have fewer. second: the same from the second pass, whose lines may be empty; differed: items that
-- were read otherwise then.
CREATE TABLE batch_paper (
    id             INTEGER PRIMARY KEY,
    batch_id       INTEGER NOT NULL REFERENCES ballot_batch(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    sheet          INTEGER NOT NULL CHECK (sheet > 0),
    voter_category TEXT NOT NULL CHECK (voter_category <> ''),
    number         TEXT CHECK (number <> ''),         -- 票号: for the check of doubles
    marks          TEXT NOT NULL CHECK (marks <> ''),
    second         TEXT,
    differed       INTEGER CHECK (differed >= 0),
    UNIQUE (batch_id, sheet),
    UNIQUE (batch_id, number)
) STRICT;

-- What a batch is about stays until the batch is closed or given up, also against undo.
CREATE TRIGGER batch_keeps_its_subjects BEFORE DELETE ON evaluation
    WHEN EXISTS (SELECT 1 FROM batch_subject WHERE evaluation_id = OLD.id)
    BEGIN SELECT RAISE(ABORT, 'a batch of ballots is open'); END;
CREATE TRIGGER batch_keeps_its_scheme BEFORE UPDATE OF scheme_id, meeting_id ON evaluation
    WHEN (OLD.scheme_id <> NEW.scheme_id OR OLD.meeting_id <> NEW.meeting_id)
     AND EXISTS (SELECT 1 FROM batch_subject WHERE evaluation_id = OLD.id)
    BEGIN SELECT RAISE(ABORT, 'a batch of ballots is open'); END;
-- ---------------------------------------------------------------- 操作历史

-- 经办人: who did it. Part of the hash where it is known; operations before this have none.
ALTER TABLE operation ADD COLUMN actor TEXT CHECK (actor <> '');
