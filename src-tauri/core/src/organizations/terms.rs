//! 任期 and 班子成员: who leads an organization from when until when. Pure: facts in, remarks out.
//!
//! Rules: 任职日期 ≤ 换届日期 (`domain.md` §3.5), terms of one organization do not overlap, a term lies
//! inside the organization's life.

use chrono::NaiveDate;

use super::{Organization, OrganizationId, OrganizationKind};
use crate::{clock::chinese_date, labels::row_id, members::MemberId, remarks::Remark, text};

row_id! {
    /// One term of office (任期).
    pub struct TermId
}

/// The post that papers print as 书记 of an organization.
pub const SECRETARY: &str = "书记";

/// Most 委员 of a branch's committee (`domain.md` §3.6: 3-5, never more than 7).
const MOST_OFFICERS: usize = 7;

/// 任期, as the office file keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Row id.
    pub id: TermId,
    /// Whose.
    pub organization: OrganizationId,
    /// What it says.
    pub facts: TermFacts,
}

/// What is needed to enter a term; also the wanted state in an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermFacts {
    /// 届次: 第三届.
    pub name: Option<String>,
    /// 任期开始: the day of the election.
    pub began_on: NaiveDate,
    /// 换届日期; none for a 党组, which is appointed, and a 党小组.
    pub ends_on: Option<NaiveDate>,
    /// 备注.
    pub note: Option<String>,
    /// 班子成员, in the order of the list.
    pub officers: Vec<Officer>,
}

/// One of 班子成员.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The member; none for somebody who is on no roster of this office.
    pub member: Option<MemberId>,
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// 任职日期.
    pub appointed_on: NaiveDate,
    /// 免职日期; none while in office.
    pub relieved_on: Option<NaiveDate>,
}

impl TermFacts {
    /// Whether a day lies inside: the day of 换届 belongs to the next term.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.began_on <= day && self.ends_on.is_none_or(|end| day < end)
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.ends_on.is_none_or(|end| other.began_on < end)
            && other.ends_on.is_none_or(|end| self.began_on < end)
    }

    /// `2010年3月1日至2013年3月1日`.
    fn in_words(&self) -> String {
        let end = self.ends_on.map_or_else(|| "今".to_owned(), chinese_date);
        format!("{}至{end}", chinese_date(self.began_on))
    }
}

/// The term that runs on a day: the newest one that has begun. A body whose 换届 is overdue stays in
/// office until the next is elected.
pub fn running(terms: &[Term], day: NaiveDate) -> Option<&Term> {
    terms.iter().filter(|term| term.facts.began_on <= day).max_by_key(|term| term.facts.began_on)
}

/// What is wrong with a term among the others of its organization. `id` is the term that is replaced. A
/// remark on an officer names the officer's line.
pub fn check(
    organization: &Organization,
    others: &[Term],
    id: Option<TermId>,
    facts: &TermFacts,
    today: NaiveDate,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let name = &organization.name;
    let has_term = !matches!(organization.kind, OrganizationKind::LeadingGroup | OrganizationKind::Group);
    match facts.ends_on {
        None if has_term => {
            remarks.push(Remark::error("ends_on", "换届日期没有填写；请填任期届满、应当换届的日期"));
        }
        Some(end) if end <= facts.began_on => {
            remarks.push(Remark::error("ends_on", "换届日期不晚于任期开始日期；请核对这两个日期"));
        }
        _ => {}
    }
    if facts.began_on > today {
        remarks.push(Remark::error("began_on", "任期开始日期晚于今天；请在选举产生以后登记"));
    }
    if let Some(founded) = organization.founded_on.filter(|founded| facts.began_on < *founded) {
        let message = format!("任期开始日期早于“{name}”的成立日期{}；请核对日期", chinese_date(founded));
        remarks.push(Remark::error("began_on", message));
    }
    if let Some(dissolved) = organization.dissolved_on.filter(|dissolved| facts.began_on >= *dissolved) {
        let message = format!("“{name}”已于{}撤销；请核对任期开始日期", chinese_date(dissolved));
        remarks.push(Remark::error("began_on", message));
    }
    for other in others.iter().filter(|other| Some(other.id) != id && other.facts.overlaps(facts)) {
        let which = other.facts.name.as_deref().unwrap_or("已登记的任期");
        let message = format!(
            "与{which}（{}）重叠；请核对日期，提前换届的请先把上一任期的换届日期改到实际换届那天",
            other.facts.in_words()
        );
        remarks.push(Remark::error("began_on", message));
    }
    for (place, officer) in facts.officers.iter().enumerate() {
        remarks.extend(officer_remarks(officer, facts, today).into_iter().map(|remark| remark.of_row(place)));
        let again = facts.officers.iter().take(place).any(|before| {
            same_person(before, officer)
                && before.post == officer.post
                && before.relieved_on.is_none_or(|day| officer.appointed_on < day)
                && officer.relieved_on.is_none_or(|day| before.appointed_on < day)
        });
        if again {
            let message = format!("“{}”的“{}”登记了两次；请删去重复的一行", officer.name, officer.post);
            remarks.push(Remark::error("name", message).of_row(place));
        }
    }
    let serving = || facts.officers.iter().filter(|officer| officer.relieved_on.is_none());
    if serving().filter(|officer| officer.post == SECRETARY).count() > 1 {
        remarks.push(Remark::warning("officers", "同时在任的书记不止一名；前任已免职的，请填免职日期"));
    }
    if organization.kind == OrganizationKind::Branch && serving().count() > MOST_OFFICERS {
        let message =
            format!("支部委员会有{}人，一般为3至5人，最多不超过{MOST_OFFICERS}人；请核对", serving().count());
        remarks.push(Remark::warning("officers", message));
    }
    remarks
}

fn same_person(one: &Officer, other: &Officer) -> bool {
    match (one.member, other.member) {
        (Some(one), Some(other)) => one == other,
        (None, None) => text::squeeze(&one.name) == text::squeeze(&other.name),
        _ => false,
    }
}

fn officer_remarks(officer: &Officer, term: &TermFacts, today: NaiveDate) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if text::squeeze(&officer.name).is_empty() {
        remarks.push(Remark::error("name", "班子成员的姓名没有填写；请填写或删去这一行"));
    }
    if text::squeeze(&officer.post).is_empty() {
        remarks.push(Remark::error("post", "班子成员的职务没有填写；请填写职务"));
    }
    if let Some(end) = term.ends_on.filter(|end| officer.appointed_on > *end) {
        let message =
            format!("任职日期晚于换届日期{}；请核对，下一届任职的请登记到下一任期", chinese_date(end));
        remarks.push(Remark::error("appointed_on", message));
    } else if officer.appointed_on > today {
        remarks.push(Remark::error("appointed_on", "任职日期晚于今天；请在任职生效后登记"));
    } else if officer.appointed_on < term.began_on {
        let message = format!(
            "任职日期早于任期开始日期{}；连任的请填本届当选日期，确是如此的请确认",
            chinese_date(term.began_on)
        );
        remarks.push(Remark::warning("appointed_on", message));
    }
    match officer.relieved_on {
        Some(day) if day < officer.appointed_on => {
            remarks.push(Remark::error("relieved_on", "免职日期早于任职日期；请核对这两个日期"));
        }
        Some(day) if day > today => {
            remarks.push(Remark::error("relieved_on", "免职日期晚于今天；请在免职生效后登记"));
        }
        _ => {}
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remarks::RemarkWeight;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn branch(kind: OrganizationKind) -> Organization {
        Organization {
            id: OrganizationId(1),
            name: "机关党支部".to_owned(),
            kind,
            parent: None,
            domain: None,
            code: None,
            secretary: None,
            phone: None,
            founded_on: Some(day("1993-07-01")),
            dissolved_on: None,
            note: None,
            position: 1,
        }
    }

    fn term(began: &str, ends: Option<&str>) -> TermFacts {
        TermFacts {
            name: None,
            began_on: day(began),
            ends_on: ends.map(day),
            note: None,
            officers: Vec::new(),
        }
    }

    fn officer(name: &str, post: &str, appointed: &str) -> Officer {
        Officer {
            member: None,
            name: name.to_owned(),
            post: post.to_owned(),
            appointed_on: day(appointed),
            relieved_on: None,
        }
    }

    fn said(
        organization: &Organization,
        others: &[Term],
        facts: &TermFacts,
    ) -> Vec<(RemarkWeight, &'static str, String)> {
        check(organization, others, None, facts, day("2012-07-01"))
            .into_iter()
            .map(|found| (found.weight, found.field, found.message))
            .collect()
    }

    #[test]
    fn a_term_that_cannot_be_is_told_with_its_reason() {
        let before = Term {
            id: TermId(1),
            organization: OrganizationId(1),
            facts: TermFacts { name: Some("第三届".into()), ..term("2008-03-01", Some("2011-03-01")) },
        };
        let dissolved =
            Organization { dissolved_on: Some(day("2012-05-01")), ..branch(OrganizationKind::Branch) };
        for (organization, facts, field, words) in [
            (branch(OrganizationKind::Branch), term("2011-03-01", None), "ends_on", "换届日期没有填写"),
            (
                branch(OrganizationKind::Branch),
                term("2012-03-01", Some("2012-03-01")),
                "ends_on",
                "不晚于任期开始",
            ),
            (
                branch(OrganizationKind::Branch),
                term("2012-07-02", Some("2015-07-02")),
                "began_on",
                "晚于今天",
            ),
            (
                branch(OrganizationKind::Branch),
                term("1993-06-30", Some("1996-06-30")),
                "began_on",
                "早于“机关党支部”的成立日期1993年7月1日",
            ),
            (
                dissolved,
                term("2012-05-01", Some("2015-05-01")),
                "began_on",
                "“机关党支部”已于2012年5月1日撤销",
            ),
            (
                branch(OrganizationKind::Branch),
                term("2011-02-28", Some("2014-02-28")),
                "began_on",
                "与第三届（2008年3月1日至2011年3月1日）重叠",
            ),
        ] {
            let said = said(&organization, std::slice::from_ref(&before), &facts);
            assert_eq!(said.len(), 1, "{words}: {said:?}");
            assert!(
                said[0].0 == RemarkWeight::Error && said[0].1 == field && said[0].2.contains(words),
                "{said:?}"
            );
        }
    }

    #[test]
    fn the_day_of_the_election_ends_one_term_and_begins_the_next() {
        let before = Term {
            id: TermId(1),
            organization: OrganizationId(1),
            facts: term("2008-03-01", Some("2011-03-01")),
        };
        let next = term("2011-03-01", Some("2014-03-01"));
        assert!(said(&branch(OrganizationKind::Branch), std::slice::from_ref(&before), &next).is_empty());
        assert!(!before.facts.contains(day("2011-03-01")) && next.contains(day("2011-03-01")));
        // A term that is replaced does not stand in its own way.
        let again = check(
            &branch(OrganizationKind::Branch),
            std::slice::from_ref(&before),
            Some(TermId(1)),
            &before.facts,
            day("2012-07-01"),
        );
        assert!(again.is_empty());
    }

    #[test]
    fn a_leading_group_is_appointed_and_has_no_election_day() {
        for kind in [OrganizationKind::LeadingGroup, OrganizationKind::Group] {
            assert!(said(&branch(kind), &[], &term("2010-01-01", None)).is_empty());
        }
        // An open term overlaps everything after it.
        let open = Term { id: TermId(1), organization: OrganizationId(1), facts: term("2010-01-01", None) };
        let said = said(&branch(OrganizationKind::LeadingGroup), &[open], &term("2012-01-01", None));
        assert!(said[0].2.contains("与已登记的任期（2010年1月1日至今）重叠"), "{said:?}");
    }

    #[test]
    fn an_officer_is_appointed_inside_the_term() {
        for (officer, weight, field, words) in [
            (officer(" ", "书记", "2011-03-01"), RemarkWeight::Error, "name", "姓名没有填写"),
            (officer("雷健", "", "2011-03-01"), RemarkWeight::Error, "post", "职务没有填写"),
            (
                officer("雷健", "书记", "2014-03-02"),
                RemarkWeight::Error,
                "appointed_on",
                "任职日期晚于换届日期2014年3月1日",
            ),
            (officer("雷健", "书记", "2012-07-02"), RemarkWeight::Error, "appointed_on", "任职日期晚于今天"),
            (
                officer("雷健", "书记", "2010-01-01"),
                RemarkWeight::Warning,
                "appointed_on",
                "任职日期早于任期开始日期2011年3月1日",
            ),
            (
                Officer { relieved_on: Some(day("2011-02-01")), ..officer("雷健", "书记", "2011-03-01") },
                RemarkWeight::Error,
                "relieved_on",
                "免职日期早于任职日期",
            ),
            (
                Officer { relieved_on: Some(day("2012-08-01")), ..officer("雷健", "书记", "2011-03-01") },
                RemarkWeight::Error,
                "relieved_on",
                "免职日期晚于今天",
            ),
        ] {
            let facts = TermFacts { officers: vec![officer], ..term("2011-03-01", Some("2014-03-01")) };
            let said = said(&branch(OrganizationKind::Branch), &[], &facts);
            assert_eq!(said.len(), 1, "{words}: {said:?}");
            assert!(said[0].0 == weight && said[0].1 == field && said[0].2.contains(words), "{said:?}");
        }
        let on_the_day = TermFacts {
            officers: vec![officer("雷健", "书记", "2012-03-01")],
            ..term("2011-03-01", Some("2012-03-01"))
        };
        assert!(
            said(&branch(OrganizationKind::Branch), &[], &on_the_day).is_empty(),
            "任职日期 = 换届日期 can be"
        );
    }

    #[test]
    fn a_list_of_officers_makes_sense_as_a_whole() {
        let with = |officers| TermFacts { officers, ..term("2011-03-01", Some("2014-03-01")) };
        let twice = with(vec![officer("雷健", "书记", "2011-03-01"), officer("雷 健", "书记", "2011-06-01")]);
        let found = said(&branch(OrganizationKind::Branch), &[], &twice);
        assert!(
            found.iter().any(
                |(weight, _, words)| *weight == RemarkWeight::Error && words.contains("“书记”登记了两次")
            ),
            "{found:?}"
        );
        let two = with(vec![officer("雷健", "书记", "2011-03-01"), officer("莫强", "书记", "2011-06-01")]);
        let found = said(&branch(OrganizationKind::Branch), &[], &two);
        assert!(
            matches!(found.as_slice(), [(RemarkWeight::Warning, "officers", words)] if words.contains("书记不止一名")),
            "{found:?}"
        );
        let after = with(vec![
            Officer { relieved_on: Some(day("2011-06-01")), ..officer("雷健", "书记", "2011-03-01") },
            officer("莫强", "书记", "2011-06-01"),
        ]);
        assert!(said(&branch(OrganizationKind::Branch), &[], &after).is_empty());
        let many = with((0..8).map(|n| officer(&format!("委员{n}"), "委员", "2011-03-01")).collect());
        let found = said(&branch(OrganizationKind::Branch), &[], &many);
        assert!(
            matches!(found.as_slice(), [(RemarkWeight::Warning, "officers", words)] if words.contains("有8人")),
            "{found:?}"
        );
        assert!(said(&branch(OrganizationKind::Committee), &[], &many).is_empty());
    }

    #[test]
    fn an_overdue_body_stays_in_office_until_the_next_is_elected() {
        let terms: Vec<Term> = [("2005-03-01", "2008-03-01"), ("2008-06-01", "2011-06-01")]
            .into_iter()
            .zip(1..)
            .map(|((from, to), id)| Term {
                id: TermId(id),
                organization: OrganizationId(1),
                facts: term(from, Some(to)),
            })
            .collect();
        for (on, id) in [("2005-02-28", None), ("2008-04-01", Some(1)), ("2012-01-01", Some(2))] {
            assert_eq!(running(&terms, day(on)).map(|term| term.id), id.map(TermId), "{on}");
        }
    }
}
