-- 报表格式, 封存, 评先表彰. The rules of 001_office.sql hold here too.

-- 报表格式: the office's own table layouts, the TOML text as the office wrote it.
CREATE TABLE layout (
    id   INTEGER PRIMARY KEY,
    key  TEXT NOT NULL UNIQUE CHECK (key <> ''),
    text TEXT NOT NULL
) STRICT;

-- 封存: what was sent upward. Only ever added to, and outside undo (not watched by the history): the
-- hash of each seal stands in the operation that made it.
CREATE TABLE sealed_report (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    layout_key TEXT NOT NULL CHECK (layout_key <> ''),
    period     TEXT NOT NULL CHECK (period <> ''),   -- 2012Q1, as design §5 writes periods
    as_of      TEXT NOT NULL,                        -- 截止日期
    version    INTEGER NOT NULL CHECK (version > 0), -- 第几版
    reason     TEXT,                                 -- why it was sealed again, or in spite of a failed check
    sealed_at  TEXT NOT NULL,
    layout     TEXT NOT NULL,                        -- the layout's TOML as it was
    figures    BLOB NOT NULL,                        -- figures and the rows behind them, JSON, deflated
    pdf        BLOB NOT NULL,                        -- the very files
    xlsx       BLOB NOT NULL,
    html       BLOB NOT NULL,
    hash       TEXT NOT NULL UNIQUE,                 -- SHA-256 over all of this
    UNIQUE (layout_key, period, version),
    CHECK (version = 1 OR reason IS NOT NULL)
) STRICT;
CREATE TRIGGER sealed_report_inside BEFORE INSERT ON sealed_report
    WHEN NOT EXISTS (SELECT 1 FROM running_operation)
    BEGIN SELECT RAISE(ABORT, 'records change only inside an operation'); END;
CREATE TRIGGER sealed_report_stays BEFORE UPDATE ON sealed_report
    BEGIN SELECT RAISE(ABORT, 'a sealed report never changes'); END;
CREATE TRIGGER sealed_report_kept BEFORE DELETE ON sealed_report
    BEGIN SELECT RAISE(ABORT, 'a sealed report is never deleted'); END;

-- 表彰活动 (programme): one round of commendation.
CREATE TABLE programme (
    id         INTEGER PRIMARY KEY,
    year       INTEGER NOT NULL,
    name       TEXT NOT NULL CHECK (name <> ''),     -- “七一”表彰
    level      TEXT NOT NULL CHECK (level <> ''),    -- 表彰层次: 县级 ...
    basis      TEXT,                                 -- 依据: the notice it rests on
    definition TEXT NOT NULL CHECK (json_valid(definition)), -- kinds, steps, checks
    UNIQUE (year, name)
) STRICT;

-- 名额: by kind, and within it by organization or by domain.
CREATE TABLE quota (
    id              INTEGER PRIMARY KEY,
    programme_id    INTEGER NOT NULL REFERENCES programme(id) DEFERRABLE INITIALLY DEFERRED,
    kind            TEXT NOT NULL CHECK (kind <> ''),
    organization_id INTEGER REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    domain          TEXT,
    least           INTEGER CHECK (least >= 0),
    most            INTEGER CHECK (most >= 0),
    CHECK (organization_id IS NULL OR domain IS NULL),
    CHECK (least IS NULL OR most IS NULL OR least <= most)
) STRICT;
CREATE UNIQUE INDEX quota_by_share
    ON quota (programme_id, kind, coalesce(organization_id, 0), coalesce(domain, ''));
CREATE INDEX quota_by_organization ON quota (organization_id);

-- 推荐对象. Never deleted: withdrawn or not carried.
CREATE TABLE nomination (
    id              INTEGER PRIMARY KEY,
    programme_id    INTEGER NOT NULL REFERENCES programme(id) DEFERRABLE INITIALLY DEFERRED,
    kind            TEXT NOT NULL CHECK (kind <> ''),
    organization_id INTEGER REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    member_id       INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    nominated_by    INTEGER REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED, -- 推荐单位
    nominated_on    TEXT NOT NULL,
    reason          TEXT,                            -- 主要事迹
    past_honours    TEXT,                            -- 奖惩情况 before these books
    position        INTEGER NOT NULL,                -- 推荐顺序
    CHECK ((organization_id IS NULL) <> (member_id IS NULL)),
    UNIQUE (programme_id, kind, organization_id),
    UNIQUE (programme_id, kind, member_id)
) STRICT;
CREATE INDEX nomination_by_organization ON nomination (organization_id);
CREATE INDEX nomination_by_member ON nomination (member_id);
CREATE INDEX nomination_by_nominator ON nomination (nominated_by);

-- 步骤: what became of a nomination, step by step.
CREATE TABLE nomination_step (
    id            INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination(id) DEFERRABLE INITIALLY DEFERRED,
    step          TEXT NOT NULL CHECK (step <> ''),
    outcome       TEXT NOT NULL CHECK (outcome IN ('通过','不通过','撤回')),
    happened_on   TEXT NOT NULL,
    until         TEXT,                              -- 公示 to this day
    opinion       TEXT,
    decided_by    TEXT,
    CHECK (until IS NULL OR until >= happened_on)
) STRICT;
CREATE INDEX nomination_step_by_nomination ON nomination_step (nomination_id);

-- 异议 against a nomination under 公示. Who raised it is not kept.
CREATE TABLE objection (
    id            INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination(id) DEFERRABLE INITIALLY DEFERRED,
    raised_on     TEXT NOT NULL,
    content       TEXT NOT NULL CHECK (content <> ''),
    settled_on    TEXT,
    upheld        INTEGER CHECK (upheld IN (0, 1)),
    finding       TEXT,
    CHECK ((settled_on IS NULL) = (upheld IS NULL))
) STRICT;
CREATE INDEX objection_by_nomination ON objection (nomination_id);

-- 荣誉: stays with the member or organization, whatever becomes of them.
CREATE TABLE honour (
    id              INTEGER PRIMARY KEY,
    nomination_id   INTEGER UNIQUE REFERENCES nomination(id) DEFERRABLE INITIALLY DEFERRED,
    organization_id INTEGER REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    member_id       INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    title           TEXT NOT NULL CHECK (title <> ''), -- 优秀共产党员
    level           TEXT NOT NULL CHECK (level <> ''),
    granted_on      TEXT NOT NULL,
    granted_by      TEXT,
    CHECK ((organization_id IS NULL) <> (member_id IS NULL))
) STRICT;
CREATE INDEX honour_by_organization ON honour (organization_id);
CREATE INDEX honour_by_member ON honour (member_id);

-- 先进, 中间, 后进: an organization's standing in a year (decisions 19).
CREATE TABLE standing (
    id              INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    year            INTEGER NOT NULL,
    standing        TEXT NOT NULL CHECK (standing IN ('先进','中间','后进')),
    measure         TEXT,                            -- 措施
    UNIQUE (organization_id, year)
) STRICT;
