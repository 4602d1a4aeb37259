//! What the records cannot mean, as a table: key, level, the SQL that counts, the sentence.
//!
//! The rules themselves live in the features; these are their traces in the file, asked once more
//! from outside, so that a fault of a feature or a tampered file does not reach paper.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::verify::Level;
use crate::Result;

/// One category.
pub struct Check {
    /// Stable key.
    pub kind: &'static str,
    /// How bad.
    pub level: Level,
    /// Counts what contradicts. `:today` is today.
    sql: &'static str,
    /// `{n}` is the count.
    pub message: &'static str,
}

impl Check {
    /// How many contradict.
    ///
    /// # Errors
    /// Storage errors.
    pub fn count(&self, connection: &Connection, today: NaiveDate) -> Result<u64> {
        let mut statement = connection.prepare(self.sql)?;
        if let Some(place) = statement.parameter_index(":today")? {
            statement.raw_bind_parameter(place, today)?;
        }
        let mut rows = statement.raw_query();
        let count: Option<i64> = rows.next()?.map(|row| row.get(0)).transpose()?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }
}

/// Events that begin or end a membership, each beside the one before it: they must take turns,
/// beginning with a beginning.
macro_rules! turns {
    () => {
        "WITH event AS (
           SELECT member_id, happened_on, id, kind, kind IN ('期初登记','接收预备','转入','恢复') AS begins
           FROM membership_event
           WHERE kind IN ('期初登记','接收预备','转入','恢复','转出','停止党籍','出党','去世')),
         turn AS (
           SELECT member_id, kind, begins, lag(kind) OVER own AS before, lag(begins) OVER own AS before_begins
           FROM event WINDOW own AS (PARTITION BY member_id ORDER BY happened_on, id))
         "
    };
}

/// Every category, in the order of the report.
pub const CHECKS: &[Check] = &[
    Check {
        kind: "two_memberships",
        level: Level::Error,
        sql: concat!(turns!(), "SELECT count(DISTINCT member_id) FROM turn WHERE begins AND before_begins"),
        message: "{n} 名党员有两条同时有效的党籍（重复登记或转入而未转出）；请更正党籍变动",
    },
    Check {
        kind: "left_twice",
        level: Level::Error,
        // 停止党籍 may end in 出党 or with the person's death (`members/membership.rs`).
        sql: concat!(
            turns!(),
            "SELECT count(DISTINCT member_id) FROM turn WHERE NOT begins AND before_begins IS NOT 1
               AND NOT coalesce(before = '停止党籍' AND kind IN ('出党','去世'), 0)"
        ),
        message: "{n} 名党员不在册而又转出、停止党籍、出党或去世；请更正党籍变动",
    },
    Check {
        kind: "no_membership",
        level: Level::Warning,
        sql: "SELECT count(*) FROM member WHERE NOT EXISTS
                (SELECT 1 FROM membership_event WHERE member_id = member.id)",
        message: "{n} 名党员没有任何党籍变动，不计入任何统计；请补登期初登记或转入",
    },
    Check {
        kind: "before_birth",
        level: Level::Error,
        sql: "SELECT (SELECT count(*) FROM membership_event JOIN member ON member.id = member_id
                      WHERE happened_on < birth_date)
                   + (SELECT count(*) FROM member WHERE birth_date > joined_on OR birth_date > full_on OR birth_date > worked_on)",
        message: "{n} 处日期早于本人出生日期；请核对出生日期和有关日期",
    },
    Check {
        kind: "bad_date",
        level: Level::Error,
        sql: "SELECT count(*) FROM (
                SELECT birth_date AS day FROM member UNION ALL SELECT joined_on FROM member
                UNION ALL SELECT full_on FROM member UNION ALL SELECT worked_on FROM member
                UNION ALL SELECT happened_on FROM membership_event
                UNION ALL SELECT founded_on FROM organization UNION ALL SELECT dissolved_on FROM organization
                UNION ALL SELECT began_on FROM term UNION ALL SELECT ends_on FROM term
                UNION ALL SELECT appointed_on FROM officer UNION ALL SELECT relieved_on FROM officer
                UNION ALL SELECT deadline FROM pledge UNION ALL SELECT published_on FROM pledge
                UNION ALL SELECT fulfilled_on FROM pledge UNION ALL SELECT closed_on FROM pledge
                UNION ALL SELECT happened_on FROM pledge_progress UNION ALL SELECT held_on FROM meeting
                UNION ALL SELECT nominated_on FROM nomination UNION ALL SELECT happened_on FROM nomination_step
                UNION ALL SELECT until FROM nomination_step UNION ALL SELECT raised_on FROM objection
                UNION ALL SELECT settled_on FROM objection UNION ALL SELECT granted_on FROM honour
                UNION ALL SELECT held_on FROM review)
              WHERE day IS NOT NULL AND day IS NOT date(day, '+0 days')",
        message: "{n} 处日期不是日历上的日期；请更正",
    },
    Check {
        kind: "organization_circle",
        level: Level::Error,
        sql: "WITH RECURSIVE up (start, above) AS (
                SELECT id, parent_id FROM organization WHERE parent_id IS NOT NULL
                UNION SELECT start, parent_id FROM up JOIN organization ON organization.id = above
                      WHERE parent_id IS NOT NULL)
              SELECT count(DISTINCT start) FROM up WHERE start = above",
        message: "{n} 个党组织的上级关系绕成了圈；请更正上级党组织",
    },
    Check {
        kind: "terms_overlap",
        level: Level::Error,
        sql: "SELECT count(*) FROM term AS one JOIN term AS next USING (organization_id)
              WHERE one.began_on < next.began_on AND coalesce(next.began_on < one.ends_on, 1)",
        message: "{n} 处任期互相重叠；请更正任期开始日期或换届日期",
    },
    Check {
        kind: "appointed_after_election",
        level: Level::Error,
        sql: "SELECT count(*) FROM officer JOIN term ON term.id = term_id WHERE appointed_on > ends_on",
        message: "{n} 名班子成员的任职日期晚于换届日期；请更正",
    },
    Check {
        kind: "dissolved_with_members",
        level: Level::Warning,
        sql: "WITH event AS (SELECT * FROM membership_event WHERE happened_on <= :today),
              turn AS (
                SELECT member_id, kind, row_number() OVER
                  (PARTITION BY member_id ORDER BY happened_on DESC, id DESC) AS place
                FROM event
                WHERE kind IN ('期初登记','接收预备','转入','恢复','转出','停止党籍','出党','去世')),
              branch AS (
                SELECT member_id, organization_id, row_number() OVER
                  (PARTITION BY member_id ORDER BY happened_on DESC, id DESC) AS place
                FROM event WHERE organization_id IS NOT NULL)
              SELECT count(*) FROM branch
              JOIN turn ON turn.member_id = branch.member_id AND turn.place = 1
                AND turn.kind IN ('期初登记','接收预备','转入','恢复')
              JOIN organization ON organization.id = branch.organization_id
              WHERE branch.place = 1 AND dissolved_on <= :today",
        message: "{n} 名在册党员还在已撤销的党组织里；请登记内部调动或转出",
    },
    Check {
        kind: "ledger_number_twice",
        level: Level::Error,
        sql: "SELECT count(*) FROM (SELECT 1 FROM pledge GROUP BY ledger_number HAVING count(*) > 1)",
        message: "{n} 个承诺台账号用了不止一次；请恢复备份",
    },
    Check {
        kind: "closed_without_reason",
        level: Level::Error,
        sql: "SELECT count(*) FROM pledge WHERE closed_on IS NOT NULL AND status <> '已兑现'
              AND trim(coalesce(reason, '')) = ''",
        message: "{n} 项承诺未兑现也没有原因说明就销了号；请补写原因说明",
    },
    Check {
        kind: "scheme_changed",
        level: Level::Error,
        // The definition that stood when the first evaluation under it was entered must still stand.
        sql: "WITH entered AS (
                SELECT evaluation.scheme_id, min(used.id) AS change_id
                FROM evaluation JOIN (
                  SELECT row_id, max(id) AS id FROM row_change
                  WHERE table_name = 'evaluation' AND before IS NULL GROUP BY row_id) AS used
                  ON used.row_id = evaluation.id
                GROUP BY evaluation.scheme_id)
              SELECT count(*) FROM entered JOIN scheme ON scheme.id = scheme_id
              WHERE definition IS NOT (
                SELECT json_extract(after, '$.definition') FROM row_change
                WHERE table_name = 'scheme' AND row_id = scheme_id AND row_change.id < change_id
                ORDER BY row_change.id DESC LIMIT 1)",
        message: "{n} 个评议方案用过之后又被改动；请恢复改动之前的备份，或另建新方案",
    },
    Check {
        kind: "collected_beyond_issued",
        level: Level::Warning,
        sql: "SELECT count(*) FROM evaluation WHERE collected > issued",
        message: "{n} 次评议收回多于发出，按无效处理，不出满意率；请更正或重新评议",
    },
    // Sums that do not fit are kept as entered (`decisions.md` 6), so they are no errors of the file.
    Check {
        kind: "spoiled_beyond_collected",
        level: Level::Warning,
        sql: "SELECT count(*) FROM evaluation WHERE spoiled > collected",
        message: "{n} 次评议作废票多于收回票；请更正票数",
    },
    Check {
        kind: "tally_beyond_papers",
        level: Level::Warning,
        sql: "SELECT count(*) FROM evaluation WHERE
                coalesce((SELECT sum(copies) FROM ballot WHERE evaluation_id = evaluation.id), 0)
                + coalesce((SELECT sum(valid) FROM category_count WHERE evaluation_id = evaluation.id), 0)
                > collected - spoiled AND spoiled <= collected",
        message: "{n} 次评议的计票超过有效票（收回减作废）；请核对票数",
    },
    Check {
        kind: "papers_not_entered",
        level: Level::Warning,
        sql: "SELECT count(*) FROM evaluation WHERE
                coalesce((SELECT sum(copies) FROM ballot WHERE evaluation_id = evaluation.id), 0)
                + coalesce((SELECT sum(valid) FROM category_count WHERE evaluation_id = evaluation.id), 0)
                < collected - spoiled",
        message: "{n} 次评议录入的票少于有效票（收回减作废）；请补录或核对票数",
    },
    Check {
        kind: "ballots_and_counts",
        level: Level::Error,
        sql: "SELECT count(*) FROM evaluation WHERE
                (entry = 'counts' AND EXISTS (SELECT 1 FROM ballot WHERE evaluation_id = evaluation.id))
                OR (entry = 'ballots' AND (
                  EXISTS (SELECT 1 FROM category_count WHERE evaluation_id = evaluation.id)
                  OR EXISTS (SELECT 1 FROM item_count WHERE evaluation_id = evaluation.id)))",
        message: "{n} 次评议既有逐票录入又有汇总录入，会重复计票；请只留一种",
    },
    Check {
        kind: "ballot_unlike_scheme",
        level: Level::Error,
        sql: "SELECT count(*) FROM ballot JOIN evaluation ON evaluation.id = evaluation_id
              JOIN scheme ON scheme.id = scheme_id
              WHERE length(marks) <> json_array_length(definition, '$.items')
                 OR marks GLOB '*[^-x1-' || json_array_length(definition, '$.grades') || ']*'",
        message: "{n} 种票面与评议方案的内容或等次不符；请重新录入有关评议",
    },
    Check {
        kind: "counts_do_not_add_up",
        level: Level::Warning,
        // Per voter category and item: grades + 弃权 + 项无效 = valid (`decisions.md` 2).
        sql: "SELECT (SELECT count(*) FROM (
                  SELECT sum(papers) AS marked, (SELECT valid FROM category_count AS category
                    WHERE category.evaluation_id = item_count.evaluation_id
                      AND category.voter_category = item_count.voter_category) AS valid
                  FROM item_count GROUP BY evaluation_id, voter_category, item)
                WHERE marked IS NOT coalesce(valid, 0))
              + (SELECT count(*) FROM category_count JOIN evaluation ON evaluation.id = evaluation_id
                 JOIN scheme ON scheme.id = scheme_id
                 WHERE valid > 0 AND json_array_length(definition, '$.items') <> (
                   SELECT count(DISTINCT item) FROM item_count
                   WHERE item_count.evaluation_id = category_count.evaluation_id
                     AND item_count.voter_category = category_count.voter_category))",
        message: "汇总录入有 {n} 处各等次、弃权、项无效之和不等于有效票；请核对票数",
    },
    Check {
        kind: "honour_without_award",
        level: Level::Error,
        // An honour that a nomination led to, and the award step, stand and fall together.
        sql: "WITH award AS (
                SELECT nomination_id FROM nomination_step
                JOIN nomination ON nomination.id = nomination_id JOIN programme ON programme.id = programme_id
                WHERE outcome = '通过' AND step = json_extract(definition, '$.\"award-step\"'))
              SELECT (SELECT count(*) FROM honour WHERE nomination_id NOT IN (SELECT nomination_id FROM award))
                   + (SELECT count(*) FROM award WHERE nomination_id NOT IN
                        (SELECT nomination_id FROM honour WHERE nomination_id IS NOT NULL))",
        message: "{n} 项荣誉与表彰步骤对不上（有荣誉没有表彰，或有表彰没有荣誉）；请恢复备份",
    },
    Check {
        kind: "two_titles",
        level: Level::Warning,
        sql: "SELECT count(*) FROM (
                SELECT 1 FROM nomination
                WHERE NOT EXISTS (SELECT 1 FROM nomination_step
                                  WHERE nomination_id = nomination.id AND outcome <> '通过')
                  AND NOT EXISTS (SELECT 1 FROM objection WHERE nomination_id = nomination.id AND upheld = 1)
                GROUP BY programme_id, organization_id, member_id HAVING count(*) > 1)",
        message: "{n} 个推荐对象在同一次表彰里推荐了不止一个类别；不能同时授予的，请撤回其中一项",
    },
    Check {
        kind: "nominated_before_being",
        level: Level::Error,
        sql: "SELECT (SELECT count(*) FROM nomination WHERE member_id IS NOT NULL AND NOT EXISTS
                        (SELECT 1 FROM membership_event
                         WHERE membership_event.member_id = nomination.member_id AND happened_on <= nominated_on))
                   + (SELECT count(*) FROM nomination JOIN organization ON organization.id = nomination.organization_id
                      WHERE founded_on > nominated_on OR dissolved_on <= nominated_on)",
        message: "{n} 项推荐的对象在推荐日还没有入册、尚未成立或已撤销；请核对推荐日期和有关日期",
    },
    Check {
        kind: "reviewed_before_being",
        level: Level::Warning,
        // Of days before 期初登记 the books say nothing (`decisions.md` 14).
        sql: "WITH first AS (
                SELECT member_id, kind, row_number() OVER (PARTITION BY member_id ORDER BY happened_on, id) AS place
                FROM membership_event)
              SELECT (SELECT count(*) FROM review JOIN first ON first.member_id = review.member_id AND place = 1
                      WHERE first.kind <> '期初登记' AND NOT EXISTS
                        (SELECT 1 FROM membership_event
                         WHERE membership_event.member_id = review.member_id AND happened_on <= held_on))
                   + (SELECT count(*) FROM review JOIN organization ON organization.id = review.organization_id
                      WHERE founded_on > held_on OR dissolved_on <= held_on)",
        message: "{n} 条点评讲评的对象在当天还没有入册、尚未成立或已撤销；请核对日期",
    },
    Check {
        kind: "steps_out_of_order",
        level: Level::Error,
        // As `commendations/steps.rs`: none skipped, nothing after the end, no day before the step before
        // or inside 公示; a withdrawal may fall inside it. Nothing ends before an 异议 was settled; a
        // step on the way may, for a letter that came after it.
        sql: "WITH taken AS (
                SELECT nomination_id, step, outcome, happened_on, definition,
                       (outcome = '不通过' OR step = json_extract(definition, '$.\"award-step\"')) AS ends,
                       row_number() OVER own - 1 AS place, lag(outcome) OVER own AS before,
                       lag(happened_on) OVER own AS before_on, lag(until) OVER own AS before_until
                FROM nomination_step
                JOIN nomination ON nomination.id = nomination_id JOIN programme ON programme.id = programme_id
                WINDOW own AS (PARTITION BY nomination_id ORDER BY nomination_step.id))
              SELECT count(DISTINCT nomination_id) FROM taken
              WHERE step IS NOT json_extract(definition, '$.steps[' || place || ']') OR before <> '通过'
                 OR happened_on < before_on OR (outcome <> '撤回' AND happened_on <= before_until)
                 OR (ends AND outcome <> '撤回' AND EXISTS (
                   SELECT 1 FROM objection WHERE objection.nomination_id = taken.nomination_id
                     AND settled_on > taken.happened_on))",
        message: "{n} 项推荐的步骤次序或日期不对；请恢复备份",
    },
];
