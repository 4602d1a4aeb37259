-- The office's records. STRICT tables; every table that a clerk's action changes has
-- `id INTEGER PRIMARY KEY` and is watched by history triggers (store/triggers.rs).
-- Official Chinese words are the values themselves. Dates are ISO text. Counts, never percentages.

-- 本单位: one row.
CREATE TABLE office (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    name        TEXT NOT NULL CHECK (name <> ''),
    superior    TEXT,                       -- 上级党组织, heads the upward tables
    phone       TEXT,
    created_on  TEXT NOT NULL
) STRICT;

-- Choices of the office, by key.
CREATE TABLE setting (
    id    INTEGER PRIMARY KEY,
    key   TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

-- The office's own place for a character in name order (姓氏笔画 override).
CREATE TABLE name_order (
    id        INTEGER PRIMARY KEY,
    character TEXT NOT NULL UNIQUE,
    strokes   TEXT NOT NULL                 -- stroke classes 1-5: 横竖撇点折
) STRICT;

-- 党组织. Never deleted: dissolved.
CREATE TABLE organization (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE CHECK (name <> ''),
    kind         TEXT NOT NULL CHECK (kind IN ('党组','党委','党总支','党支部','党小组')),
    parent_id    INTEGER REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    domain       TEXT,                      -- 所属领域, one of the ten
    code         TEXT UNIQUE,               -- 党组织代码: opaque, optional
    secretary    TEXT,                      -- 书记 as the name list writes it
    phone        TEXT,
    founded_on   TEXT,
    dissolved_on TEXT,
    note         TEXT,
    position     INTEGER NOT NULL,          -- order of the name list
    CHECK (parent_id <> id),
    CHECK (dissolved_on IS NULL OR founded_on IS NULL OR founded_on <= dissolved_on)
) STRICT;

-- 党员: facts of the person. Never deleted: left (membership_event).
CREATE TABLE member (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL CHECK (name <> ''),
    sex        TEXT CHECK (sex IN ('男','女')),
    ethnicity  TEXT,                        -- GB/T 3304 short name: 汉族
    birth_date TEXT,
    id_number  TEXT UNIQUE,                 -- 公民身份证号码, 18 places (or a legacy 15)
    education  TEXT,
    joined_on  TEXT,                        -- 入党时间
    full_on    TEXT,                        -- 转正时间
    worked_on  TEXT,                        -- 参加工作时间
    native_place TEXT,                      -- 籍贯
    job        TEXT,                        -- 工作单位及职务
    phone      TEXT,
    address    TEXT,
    note       TEXT,
    position   INTEGER NOT NULL             -- order of the roster
) STRICT;

-- 党籍变动. What a member is on a day is the fold of the events up to that day.
CREATE TABLE membership_event (
    id              INTEGER PRIMARY KEY,
    member_id       INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    kind            TEXT NOT NULL CHECK (kind IN ('期初登记','接收预备','转正','转入','转出','内部调动','延长预备期','停止党籍','出党','去世','恢复','任职','免职','在职','离退休')),
    happened_on     TEXT NOT NULL,
    organization_id INTEGER REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    standing        TEXT CHECK (standing IN ('正式党员','预备党员')),
    category        TEXT CHECK (category IN ('在职','离退休')),
    post            TEXT,                   -- 党内职务, for 期初登记, 任职 and 免职
    note            TEXT
) STRICT;
CREATE INDEX membership_event_by_member ON membership_event (member_id, happened_on, id);

-- 公开承诺事项.
CREATE TABLE pledge (
    id              INTEGER PRIMARY KEY,
    ledger_number   INTEGER NOT NULL UNIQUE CHECK (ledger_number > 0), -- 台账号, never reused
    year            INTEGER NOT NULL,
    organization_id INTEGER REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    member_id       INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    content         TEXT NOT NULL CHECK (content <> ''),  -- 承诺事项
    category        TEXT,                   -- 共性承诺 | 岗位承诺 | 实事承诺 | the office's own
    measure         TEXT,
    owner           TEXT,                   -- 责任人
    deadline        TEXT,
    published_on    TEXT,                   -- 公示日期
    published_by    TEXT,                   -- 公示方式
    status          TEXT NOT NULL CHECK (status IN ('未启动','推进中','已兑现','部分兑现','未兑现')),
    fulfilled_on    TEXT,
    reason          TEXT,                   -- 原因说明
    appraisal       TEXT,                   -- 评诺结果
    closed_on       TEXT,                   -- 销号日期
    closed_by       TEXT,                   -- 销号人
    note            TEXT,
    CHECK ((organization_id IS NULL) <> (member_id IS NULL)),
    CHECK (closed_on IS NULL OR status = '已兑现' OR reason IS NOT NULL)
) STRICT;
-- Also for the check of references when an import is taken back.
CREATE INDEX pledge_by_organization ON pledge (organization_id);
CREATE INDEX pledge_by_member ON pledge (member_id);

-- 践诺进展.
CREATE TABLE pledge_progress (
    id          INTEGER PRIMARY KEY,
    pledge_id   INTEGER NOT NULL REFERENCES pledge(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    happened_on TEXT NOT NULL,
    content     TEXT NOT NULL CHECK (content <> '')
) STRICT;
CREATE INDEX pledge_progress_by_pledge ON pledge_progress (pledge_id);

-- 评议方案: frozen once a meeting uses it.
CREATE TABLE scheme (
    id         INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL CHECK (json_valid(definition))
) STRICT;

-- 评议会.
CREATE TABLE meeting (
    id      INTEGER PRIMARY KEY,
    code    TEXT NOT NULL CHECK (code <> ''),   -- 评议会编号: offices number anew each year
    held_on TEXT NOT NULL,
    place   TEXT,
    method  TEXT NOT NULL CHECK (method IN ('会议','问卷','发放评议表','座谈会','网上专栏','个别访谈')),
    note    TEXT
) STRICT;
CREATE UNIQUE INDEX meeting_by_code ON meeting (code, substr(held_on, 1, 4));

-- 被评议对象 of a meeting, with the papers handed out for it.
CREATE TABLE evaluation (
    id              INTEGER PRIMARY KEY,
    meeting_id      INTEGER NOT NULL REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
    scheme_id       INTEGER NOT NULL REFERENCES scheme(id) DEFERRABLE INITIALLY DEFERRED,
    organization_id INTEGER REFERENCES organization(id) DEFERRABLE INITIALLY DEFERRED,
    member_id       INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    issued          INTEGER CHECK (issued >= 0),     -- 发出; NULL for methods without paper
    collected       INTEGER CHECK (collected >= 0),  -- 收回
    spoiled         INTEGER NOT NULL DEFAULT 0 CHECK (spoiled >= 0), -- 作废
    entry           TEXT NOT NULL CHECK (entry IN ('ballots','counts')),
    CHECK ((organization_id IS NULL) <> (member_id IS NULL)),
    UNIQUE (meeting_id, organization_id),
    UNIQUE (meeting_id, member_id)
) STRICT;
CREATE INDEX evaluation_by_scheme ON evaluation (scheme_id);
CREATE INDEX evaluation_by_organization ON evaluation (organization_id);
CREATE INDEX evaluation_by_member ON evaluation (member_id);

-- Ballots as patterns with a multiplicity: no order, no time, no number, nothing to tie to a voter.
-- marks: one character an item: a digit from 1 for the grade, '-' no mark (弃权), 'x' 项无效.
CREATE TABLE ballot (
    id             INTEGER PRIMARY KEY,
    evaluation_id  INTEGER NOT NULL REFERENCES evaluation(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    voter_category TEXT NOT NULL CHECK (voter_category <> ''),
    marks          TEXT NOT NULL CHECK (marks <> ''),
    copies         INTEGER NOT NULL CHECK (copies > 0),
    UNIQUE (evaluation_id, voter_category, marks)
) STRICT;

-- Counts entered instead of ballots: per voter category the valid papers ...
CREATE TABLE category_count (
    id             INTEGER PRIMARY KEY,
    evaluation_id  INTEGER NOT NULL REFERENCES evaluation(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    voter_category TEXT NOT NULL CHECK (voter_category <> ''),
    valid          INTEGER NOT NULL CHECK (valid >= 0),
    blank          INTEGER NOT NULL DEFAULT 0 CHECK (blank >= 0 AND blank <= valid),
    UNIQUE (evaluation_id, voter_category)
) STRICT;

-- ... and per item the marks. mark: a digit from 1 for the grade, '-' 弃权, 'x' 项无效.
CREATE TABLE item_count (
    id             INTEGER PRIMARY KEY,
    evaluation_id  INTEGER NOT NULL REFERENCES evaluation(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    voter_category TEXT NOT NULL CHECK (voter_category <> ''),
    item           INTEGER NOT NULL CHECK (item >= 0),
    mark           TEXT NOT NULL CHECK (length(mark) = 1),
    papers         INTEGER NOT NULL CHECK (papers >= 0),
    UNIQUE (evaluation_id, voter_category, item, mark)
) STRICT;

-- ---------------------------------------------------------------- history, not watched by triggers

-- 操作: every change runs in one. `kind`: change | undo | redo | note (an export, an unmasking).
CREATE TABLE operation (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL CHECK (kind IN ('change','undo','redo','note')),
    name       TEXT NOT NULL CHECK (name <> ''),      -- 登记党员
    detail     TEXT,                                  -- counts and hashes; never personal data
    target_id  INTEGER REFERENCES operation(id),      -- what an undo or redo takes back
    happened_at TEXT NOT NULL,
    rows       INTEGER NOT NULL,                      -- row changes of this operation
    rows_hash  TEXT NOT NULL,                         -- SHA-256 over them
    previous_hash TEXT NOT NULL,
    hash       TEXT NOT NULL UNIQUE                   -- SHA-256 over this row and previous_hash
) STRICT;

-- 变动: a row before and after, written by triggers.
CREATE TABLE row_change (
    id           INTEGER PRIMARY KEY,
    operation_id INTEGER NOT NULL,
    table_name   TEXT NOT NULL,
    row_id       INTEGER NOT NULL,
    before       TEXT,                                -- JSON object; NULL for an insert
    after        TEXT                                 -- JSON object; NULL for a delete
) STRICT;
CREATE INDEX row_change_by_operation ON row_change (operation_id);

-- The operation that is running; triggers refuse changes outside one.
CREATE TABLE running_operation (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    operation_id INTEGER NOT NULL
) STRICT;

-- Counters that undo never turns back: numbers of a ledger are never reused.
CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    next INTEGER NOT NULL CHECK (next > 0)
) STRICT;
