//! The rules of a commendation, as an office meets them.

mod checking;
mod stepping;

use chrono::NaiveDate;

use super::{
    standings::{self, StandingRecord, YearlyStanding},
    store::{self, NominationFacts},
    *,
};
use crate::{
    Error, Office, Result,
    clock::Clock,
    members::{self, EventKind, MembershipEvent, Standing},
    organizations::{self, OrganizationFacts, OrganizationKind},
    progress::Silent,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn nomination(steps: Vec<Step>, objections: Vec<Objection>) -> Nomination {
    Nomination {
        id: NominationId(1),
        programme: ProgrammeId(1),
        kind: "优秀共产党员".to_owned(),
        subject: Subject::Member(crate::members::MemberId(1)),
        nominated_by: None,
        nominated_on: day("2012-05-20"),
        reason: None,
        past_honours: None,
        position: 1,
        steps,
        objections,
    }
}

fn taken(step: &str, on: &str, until: Option<&str>) -> Step {
    Step {
        step: step.to_owned(),
        outcome: StepOutcome::Passed,
        happened_on: day(on),
        until: until.map(day),
        opinion: None,
        decided_by: None,
    }
}

fn published() -> Vec<Step> {
    vec![
        taken("考核", "2012-05-21", None),
        taken("推荐", "2012-05-25", None),
        taken("公示", "2012-06-18", Some("2012-06-25")),
    ]
}

fn objection(settled: Option<(&str, bool)>) -> Objection {
    Objection {
        raised_on: day("2012-06-20"),
        content: "反映承诺没有兑现".to_owned(),
        settled: settled.map(|(on, upheld)| (day(on), upheld)),
        finding: None,
    }
}

/// An office with one branch and one member, and the standard programme of 2012.
struct Desk {
    _folder: tempfile::TempDir,
    office: Office,
    programme: Programme,
    branch: OrganizationId,
    member: Subject,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let mut office =
        Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-07-01"))).unwrap();
    let (branch, member, programme) = office
        .change("准备", |change| {
            let branch = organizations::store::insert(
                change,
                &OrganizationFacts {
                    name: "机关党支部".to_owned(),
                    kind: OrganizationKind::Branch,
                    parent: None,
                    domain: Some(Domain::CountyOrgans),
                    code: None,
                    secretary: None,
                    phone: None,
                    founded_on: Some(day("2012-01-01")),
                    note: None,
                },
            )?;
            let facts = members::MemberFacts { name: "莫强".to_owned(), ..members::MemberFacts::default() };
            let first = MembershipEvent {
                kind: EventKind::Opening,
                happened_on: day("2012-03-15"),
                organization: Some(branch),
                standing: Some(Standing::Full),
                category: None,
                post: None,
                note: None,
            };
            let member = members::store::insert(change, &facts, &first)?;
            let definition = Definition::standard()?;
            let id = store::insert_programme(change, 2012, "七一表彰", "县级", None, &definition)?;
            Ok((branch, Subject::Member(member), store::programme(change, id)?))
        })
        .unwrap();
    Desk { _folder: folder, office, programme, branch, member }
}

impl Desk {
    fn facts(&self, kind: &str) -> NominationFacts {
        NominationFacts {
            kind: kind.to_owned(),
            subject: self.member,
            nominated_by: Some(self.branch),
            nominated_on: day("2012-05-20"),
            reason: Some("  事迹 ".to_owned()),
            past_honours: Some(" ".to_owned()),
        }
    }

    fn nominate(&mut self, facts: &NominationFacts) -> Result<NominationId> {
        let programme = &self.programme;
        self.office.change("登记推荐对象", |change| store::nominate(change, programme, facts))
    }

    fn nominations(&self) -> Vec<Nomination> {
        store::nominations(self.office.read(), self.programme.id).unwrap()
    }

    fn advance(&mut self, step: &Step) -> Result<Step> {
        let nomination = self.nominations().remove(0);
        let programme = &self.programme;
        self.office
            .change("登记表彰步骤", |change| store::advance(change, programme, &nomination, step))
    }

    fn award(&mut self) {
        let id = self.nominate(&self.facts("优秀共产党员")).unwrap();
        assert_eq!(self.nominations()[0].id, id);
        for step in published() {
            self.advance(&step).unwrap();
        }
        self.advance(&taken("审定", "2012-06-26", None)).unwrap();
        let award = Step { decided_by: Some("县委".to_owned()), ..taken("表彰", "2012-06-29", None) };
        self.advance(&award).unwrap();
    }

    fn verified(&self) -> Vec<&'static str> {
        let found = self.office.verify(&Silent).unwrap();
        found.findings.into_iter().map(|finding| finding.kind).collect()
    }

    fn run(&mut self, sql: &str) {
        self.office.change("改动", |change| Ok(change.execute_batch(sql)?)).unwrap();
    }
}

#[test]
fn an_honour_stays_whatever_becomes_of_the_member_and_undo_takes_it_back() {
    let mut desk = desk();
    desk.award();
    let honours = honours(desk.office.read()).unwrap();
    assert_eq!(honours.len(), 1);
    assert_eq!((honours[0].title.as_str(), honours[0].level.as_str()), ("优秀共产党员", "县级"));
    assert_eq!((honours[0].subject, honours[0].granted_on), (desk.member, day("2012-06-29")));
    assert_eq!(honours[0].granted_by.as_deref(), Some("县委"));
    assert_eq!(desk.verified(), Vec::<&str>::new());
    let Subject::Member(member) = desk.member else { unreachable!() };
    let died = MembershipEvent {
        kind: EventKind::Died,
        happened_on: day("2012-06-30"),
        organization: None,
        standing: None,
        category: None,
        post: None,
        note: None,
    };
    desk.office.change("登记去世", |change| members::store::record(change, member, &died)).unwrap();
    assert_eq!(super::honours(desk.office.read()).unwrap(), honours);
    desk.office.undo().unwrap();
    assert_eq!(desk.office.undo().unwrap(), "登记表彰步骤");
    assert_eq!(super::honours(desk.office.read()).unwrap(), []);
    assert_eq!(desk.nominations()[0].steps.len(), 4);
    desk.office.redo().unwrap();
    assert_eq!(super::honours(desk.office.read()).unwrap(), honours);
}

#[test]
fn a_nomination_is_entered_once_and_for_the_right_subject() {
    let mut desk = desk();
    desk.nominate(&desk.facts("优秀共产党员")).unwrap();
    let kept = desk.nominations().remove(0);
    assert_eq!((kept.reason.as_deref(), kept.past_honours), (Some("事迹"), None));
    let organization =
        NominationFacts { subject: Subject::Organization(desk.branch), ..desk.facts("优秀共产党员") };
    let late = NominationFacts { nominated_on: day("2012-07-02"), ..desk.facts("优秀党务工作者") };
    for (facts, message) in [
        (desk.facts("优秀共产党员"), "已于2012年5月20日推荐为优秀共产党员（在推），不用再推荐"),
        (organization, "“优秀共产党员”只评选党员"),
        (desk.facts("先进基层党组织"), "“先进基层党组织”只评选党组织"),
        (desk.facts("优秀团员"), "本次表彰没有“优秀团员”这个类别"),
        (late, "推荐日期2012年7月2日晚于今天（2012年7月1日）"),
    ] {
        assert_eq!(desk.nominate(&facts).unwrap_err().message, message);
    }
    desk.nominate(&desk.facts("优秀党务工作者")).unwrap();
    assert_eq!(desk.verified(), ["two_titles"]);
    let kinds: Vec<String> = desk.nominations().into_iter().map(|nomination| nomination.kind).collect();
    assert_eq!(kinds, ["优秀共产党员", "优秀党务工作者"]);
}

#[test]
fn quotas_are_replaced_and_removed() {
    let mut desk = desk();
    let quota = |organization, domain, least, most| Quota {
        kind: "优秀共产党员".to_owned(),
        organization,
        domain,
        least,
        most,
    };
    let programme = desk.programme.clone();
    let mut put = |quota: &Quota| {
        desk.office.change("分配表彰名额", |change| store::put_quota(change, &programme, quota))
    };
    put(&quota(None, Some(Domain::CountyOrgans), None, Some(2))).unwrap();
    put(&quota(Some(desk.branch), None, Some(1), Some(1))).unwrap();
    put(&quota(None, None, None, Some(4))).unwrap();
    put(&quota(None, None, None, Some(3))).unwrap();
    for (quota, message) in [
        (quota(None, None, Some(3), Some(2)), "名额下限3大于上限2"),
        (quota(None, None, None, Some(1_000_001)), "名额太大，不像是真的"),
        (quota(None, Some(Domain::Villages), None, None), "没有分配过这项名额，无需取消"),
        (
            Quota { kind: "优秀团员".to_owned(), ..quota(None, None, None, Some(1)) },
            "本次表彰没有“优秀团员”这个类别",
        ),
    ] {
        assert_eq!(put(&quota).unwrap_err().message, message);
    }
    put(&quota(None, Some(Domain::CountyOrgans), None, None)).unwrap();
    assert_eq!(
        store::quotas(desk.office.read(), desk.programme.id).unwrap(),
        [quota(None, None, None, Some(3)), quota(Some(desk.branch), None, Some(1), Some(1))]
    );
}

#[test]
fn a_programme_is_found_by_name_and_the_year_tells_two_apart() {
    let mut desk = desk();
    let definition = Definition::standard().unwrap();
    let mut add = |year, name: &str, level: &str| {
        desk.office.change("登记表彰活动", |change| {
            store::insert_programme(change, year, name, level, None, &definition)
        })
    };
    add(2011, "七一表彰", "县级").unwrap();
    for (year, name, level, message) in [
        (2011, " 七一 表彰", "县级", "2011年的“七一 表彰”已经登记"),
        (2012, "", "县级", "表彰活动的名称不能为空"),
        (2012, "年终表彰", "", "表彰层次不能为空"),
        (12, "年终表彰", "县级", "年度“12”不像是真的"),
    ] {
        assert_eq!(add(year, name, level).unwrap_err().message, message);
    }
    let find = |name, year| store::find(desk.office.read(), name, year);
    assert_eq!(find("七一表彰", Some(2011)).unwrap().year, 2011);
    let several = find("七一表彰", None).unwrap_err();
    assert_eq!(several.message, "有2次表彰活动叫“七一表彰”");
    assert_eq!(several.details, ["2011年", "2012年"]);
    let none: Error = find("年终表彰", Some(2012)).unwrap_err();
    assert_eq!(none.message, "没有登记2012年名为“年终表彰”的表彰活动");
    assert_eq!(none.details, ["2011年“七一表彰”", "2012年“七一表彰”"]);
}

#[test]
fn a_standing_is_one_a_year() {
    let mut desk = desk();
    let organization = desk.branch;
    let mut put = |standing, measure: Option<&str>| {
        let record =
            StandingRecord { organization, year: 2012, standing, measure: measure.map(str::to_owned) };
        desk.office.change("登记党组织年度分类", |change| standings::put(change, &record)).unwrap();
    };
    put(YearlyStanding::Lagging, Some("联系点帮扶"));
    put(YearlyStanding::Advanced, None);
    let kept = standings::standings(desk.office.read(), 2012).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].standing, kept[0].measure.as_deref()), (YearlyStanding::Advanced, None));
    assert_eq!(standings::standings(desk.office.read(), 2011).unwrap(), []);
}

#[test]
fn verify_finds_what_a_commendation_cannot_mean() {
    for (story, sql, kind) in [
        (
            "an honour whose award is gone",
            "DELETE FROM nomination_step WHERE step = '表彰'",
            "honour_without_award",
        ),
        ("an award without honour", "DELETE FROM honour", "honour_without_award"),
        ("a step taken out", "DELETE FROM nomination_step WHERE step = '推荐'", "steps_out_of_order"),
        (
            "审定 inside 公示",
            "UPDATE nomination_step SET happened_on = '2012-06-25' WHERE step = '审定'",
            "steps_out_of_order",
        ),
        (
            "a step before the one before",
            "UPDATE nomination_step SET happened_on = '2012-05-20' WHERE step = '推荐'",
            "steps_out_of_order",
        ),
        (
            "a step after the end",
            "UPDATE nomination_step SET outcome = '不通过' WHERE step = '审定'",
            "steps_out_of_order",
        ),
        (
            "nominated before being a member",
            "UPDATE nomination SET nominated_on = '2012-03-14'",
            "nominated_before_being",
        ),
        (
            "a day that is none",
            "UPDATE nomination_step SET until = '2012-06-31' WHERE step = '公示'",
            "bad_date",
        ),
    ] {
        let mut desk = desk();
        desk.award();
        desk.run(sql);
        assert!(desk.verified().contains(&kind), "{story}: {:?}", desk.verified());
    }
    let mut desk = desk();
    let facts = NominationFacts {
        subject: Subject::Organization(desk.branch),
        nominated_on: day("2011-12-31"),
        ..desk.facts("先进基层党组织")
    };
    desk.nominate(&facts).unwrap();
    assert_eq!(desk.verified(), ["nominated_before_being"]);
}
