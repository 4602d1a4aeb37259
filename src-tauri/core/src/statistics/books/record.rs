//! A record behind a figure, and the form of it that is sealed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Books,
    entries::{
        AtStart, Due, Evaluated, FiledHonour, FiledPledge, FiledReview, Movement, MovementKind, Person,
        Sheets,
    },
};
use crate::{
    clock::period_name,
    evaluations::{
        Meeting, Papers,
        scheme::{CategoryGroup, SubjectKind},
        tally::ItemTally,
    },
    members::{MemberId, Subject},
    numbers::{DASH, round},
    organizations::{Organization, OrganizationId},
    pledges::status_on,
};

/// What stands where a fact is not recorded.
const UNKNOWN: &str = "无数据";

/// A record that a figure was counted from.
#[derive(Debug, Clone, Copy)]
pub enum Record<'a> {
    /// 在册党员 of the as-of day.
    Person(&'a Person),
    /// 在册党员 of the day before a span.
    AtStart(&'a AtStart),
    /// 党籍变动.
    Movement(&'a Movement),
    /// 党组织.
    Organization(&'a Organization),
    /// 承诺事项.
    Pledge(&'a FiledPledge),
    /// 评议结果 of a subject.
    Evaluation(&'a Evaluated),
    /// 应评对象, and whether it is done.
    Due(&'a Due, bool),
    /// 评议会.
    Meeting(&'a Meeting),
    /// 评议表 of a meeting and a branch.
    Sheets(&'a Sheets),
    /// 荣誉.
    Honour(&'a FiledHonour),
    /// 点评 or 讲评.
    Review(&'a FiledReview),
}

/// A record as a seal keeps it. Among the rows of one figure `kind` and `id` tell records apart; the
/// same subject may stand with other facts behind a figure over another span or scheme.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct FrozenRecord {
    /// 党员, 党籍变动, 承诺事项 ...
    pub kind: String,
    /// Row id in its table.
    pub id: i64,
    /// Name of the person or organization, code of the meeting.
    pub name: String,
    /// 党组织 it is filed under; null for what is in none.
    pub organization: Option<String>,
    /// The facts that figures rest on, by name, in a fixed order; 无数据 where nothing is recorded.
    pub facts: Vec<(String, String)>,
}

/// Facts in a fixed order.
type Facts = Vec<(&'static str, String)>;

impl<'a> Record<'a> {
    /// 党员, 党组织, 党籍变动, 承诺事项 ...
    pub fn kind(self) -> &'static str {
        match self {
            Self::Person(_) => "党员",
            Self::AtStart(_) => "期初在册党员",
            // One event is two rows: apart by kind.
            Self::Movement(Movement { kind: MovementKind::MovedIn, .. }) => "内部调入",
            Self::Movement(Movement { kind: MovementKind::MovedOut, .. }) => "内部调出",
            Self::Movement(_) => "党籍变动",
            Self::Organization(_) => "党组织",
            Self::Pledge(_) => "承诺事项",
            Self::Evaluation(one) => match SubjectKind::of(one.result.subject) {
                SubjectKind::Organization => "党组织评议结果",
                SubjectKind::Member => "党员评议结果",
            },
            Self::Due(due, _) => match SubjectKind::of(due.subject) {
                SubjectKind::Organization => "应评党组织",
                SubjectKind::Member => "应评党员",
            },
            Self::Meeting(_) => "评议会",
            Self::Sheets(_) => "评议表",
            Self::Honour(_) => "荣誉",
            Self::Review(filed) => filed.review.kind.label(),
        }
    }

    /// Row id in its table.
    pub fn id(self) -> i64 {
        match self {
            Self::Person(person) => person.facts.id.0,
            Self::AtStart(person) => person.member.0,
            Self::Movement(movement) => movement.event.0,
            Self::Organization(organization) => organization.id.0,
            Self::Pledge(filed) => filed.pledge.id.0,
            Self::Evaluation(one) => one.id,
            Self::Due(due, _) => match due.subject {
                Subject::Organization(id) => id.0,
                Subject::Member(id) => id.0,
            },
            Self::Meeting(meeting) => meeting.id.0,
            Self::Sheets(sheets) => sheets.id,
            Self::Honour(filed) => filed.honour.id.0,
            Self::Review(filed) => filed.review.id.0,
        }
    }

    /// Whose record it is; none of a meeting and its papers.
    pub fn subject(self) -> Option<Subject> {
        Some(match self {
            Self::Person(person) => Subject::Member(person.facts.id),
            Self::AtStart(person) => Subject::Member(person.member),
            Self::Movement(movement) => Subject::Member(movement.member),
            Self::Organization(organization) => Subject::Organization(organization.id),
            Self::Pledge(filed) => filed.pledge.facts.subject,
            Self::Evaluation(one) => one.result.subject,
            Self::Due(due, _) => due.subject,
            Self::Meeting(_) | Self::Sheets(_) => return None,
            Self::Honour(filed) => filed.honour.subject,
            Self::Review(filed) => filed.review.subject,
        })
    }

    /// Name of the person or organization; code of the meeting.
    pub fn name(self, books: &'a Books) -> &'a str {
        match self {
            Self::Meeting(meeting) | Self::Sheets(Sheets { meeting, .. }) => &meeting.code,
            _ => match self.subject() {
                Some(Subject::Organization(id)) => organization_name(books, id),
                Some(Subject::Member(id)) => member_name(books, id),
                None => "",
            },
        }
    }

    /// The 党组织 it is filed under; none for what is in no branch.
    pub fn organization(self) -> Option<OrganizationId> {
        match self {
            Self::Person(person) => person.organization,
            Self::AtStart(person) => person.organization,
            Self::Movement(movement) => movement.organization,
            Self::Organization(organization) => Some(organization.id),
            Self::Pledge(filed) => filed.organization,
            Self::Evaluation(one) => match one.result.subject {
                Subject::Organization(id) => Some(id),
                Subject::Member(_) => one.result.organization,
            },
            Self::Due(due, _) => due.organization,
            Self::Meeting(_) => None,
            Self::Sheets(sheets) => sheets.organization,
            Self::Honour(filed) => filed.organization,
            Self::Review(filed) => filed.organization,
        }
    }

    /// The facts that figures of this kind rest on, in a fixed order; 无数据 where nothing is recorded. What
    /// happened after the 截止日期 is not told: 转正 in May is no fact of March.
    pub fn facts(self, books: &Books) -> Facts {
        let by_then = |day: Option<NaiveDate>| or_unknown(day.filter(|day| *day <= books.window.as_of));
        match self {
            Self::Person(person) => {
                let facts = &person.facts;
                vec![
                    ("性别", or_unknown(facts.sex)),
                    ("民族", or_unknown(facts.ethnicity)),
                    ("出生日期", or_unknown(facts.birth_date)),
                    ("学历", or_unknown(facts.education)),
                    ("党员类别", or_unknown(person.standing)),
                    ("在职/离退休", or_unknown(person.category)),
                    ("入党时间", or_unknown(facts.joined_on)),
                    ("转正时间", by_then(facts.full_on)),
                ]
            }
            Self::AtStart(_) => Vec::new(),
            Self::Movement(movement) => vec![
                ("变动类别", movement.kind.to_string()),
                ("变动日期", movement.happened_on.to_string()),
                ("对方党组织", or_unknown(movement.other.map(|id| organization_name(books, id)))),
            ],
            Self::Organization(organization) => vec![
                ("类别", organization.kind.to_string()),
                ("所属领域", or_unknown(organization.domain)),
                ("成立时间", or_unknown(organization.founded_on)),
                ("撤销时间", by_then(organization.dissolved_on)),
            ],
            Self::Pledge(filed) => {
                let facts = &filed.pledge.facts;
                vec![
                    ("台账号", filed.pledge.ledger_number.to_string()),
                    ("年度", facts.year.to_string()),
                    ("承诺事项", facts.content.clone()),
                    ("完成时限", or_unknown(facts.deadline)),
                    ("兑现状态", status_on(&filed.pledge, books.window.as_of).to_string()),
                    ("兑现日期", by_then(facts.fulfilled_on)),
                    ("销号日期", by_then(filed.pledge.closed_on)),
                ]
            }
            Self::Evaluation(one) => evaluation_facts(one),
            Self::Due(_, done) => vec![("已评", if done { "是" } else { "否" }.to_owned())],
            Self::Meeting(meeting) => {
                vec![("日期", meeting.held_on.to_string()), ("评议方式", meeting.method.to_string())]
            }
            Self::Sheets(sheets) => {
                let mut facts = vec![("日期", sheets.meeting.held_on.to_string())];
                facts.extend(paper_facts(sheets.papers, sheets.valid, sheets.blank));
                facts
            }
            Self::Honour(filed) => vec![
                ("称号", filed.honour.title.clone()),
                ("表彰层次", filed.honour.level.clone()),
                ("表彰日期", filed.honour.granted_on.to_string()),
            ],
            Self::Review(filed) => vec![
                ("日期", filed.review.held_on.to_string()),
                ("所属时段", period_name(&filed.review.period)),
                ("点评人", filed.review.reviewer.clone()),
                ("方式", or_unknown(filed.review.occasion.as_ref())),
            ],
        }
    }

    /// The record as a seal keeps it.
    pub fn freeze(self, books: &Books) -> FrozenRecord {
        FrozenRecord {
            kind: self.kind().to_owned(),
            id: self.id(),
            name: self.name(books).to_owned(),
            organization: self.organization().map(|id| organization_name(books, id).to_owned()),
            facts: self.facts(books).into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect(),
        }
    }
}

fn organization_name(books: &Books, id: OrganizationId) -> &str {
    books.organization(id).map_or("", |organization| organization.name.as_str())
}

fn member_name(books: &Books, id: MemberId) -> &str {
    books.person(id).map_or("", |person| person.facts.name.as_str())
}

fn or_unknown(fact: Option<impl ToString>) -> String {
    fact.map_or_else(|| UNKNOWN.to_owned(), |fact| fact.to_string())
}

fn paper_facts(papers: Papers, valid: u64, blank: u64) -> Facts {
    let count = |count: Option<u64>| count.map_or_else(|| DASH.to_owned(), |count| count.to_string());
    vec![
        ("发出", count(papers.issued)),
        ("收回", count(papers.collected)),
        ("作废", papers.spoiled.to_string()),
        ("有效", valid.to_string()),
        ("空白", blank.to_string()),
    ]
}

fn evaluation_facts(one: &Evaluated) -> Facts {
    let result = &one.result;
    let (scheme, tally) = (&result.scheme, &result.tally);
    let meetings: Vec<String> = result
        .meetings
        .iter()
        .map(|meeting| format!("{}（{}，{}）", meeting.code, meeting.held_on, meeting.method))
        .collect();
    let groups = tally.counts.by_group(scheme);
    let voters: Vec<String> = CategoryGroup::ALL
        .iter()
        .map(|group| format!("{}{}", group.label(), groups.get(group).map_or(0, |counts| counts.valid)))
        .collect();
    let item = |item: &ItemTally| {
        let grades = scheme.grades.iter().zip(&item.counts.grades);
        let mut words: Vec<String> = grades.map(|(grade, count)| format!("{}{count}", grade.name)).collect();
        words.push(format!("弃权{}", item.counts.abstained));
        words.push(format!("项无效{}", item.counts.voided));
        words.extend(item.score.map(|score| format!("得分{}", round(score, 4))));
        format!("{}：{}", item.name, words.join("、"))
    };
    let items: Vec<String> = tally.items.iter().map(item).collect();
    let mut facts = vec![("评议方案", scheme.name.clone()), ("评议会", meetings.join("、"))];
    facts.extend(paper_facts(tally.papers, tally.valid, tally.blank));
    facts.extend([
        ("评议人", voters.join("、")),
        ("得分", tally.score.map_or_else(|| DASH.to_owned(), |score| round(score, 4))),
        ("评议内容", items.join("；")),
    ]);
    facts
}
