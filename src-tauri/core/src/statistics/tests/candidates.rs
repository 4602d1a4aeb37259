//! 推荐对象: the figures behind the checks, from the records of the small office.

use super::*;
use crate::{
    commendations::{
        self, CheckOutcome, Definition, Nomination, NominationState, Programme, Quota, Step, StepOutcome,
        checks::Evaluated,
        standings::{self, StandingRecord, YearlyStanding},
        store::NominationFacts,
    },
    numbers::Share,
    organizations::Domain,
    pledges::{self, PledgeFacts, PledgeStatus},
    statistics::candidates::{
        Candidate, MemberCount, candidate, candidates, check_existed, default_nominator,
    },
};

const MEMBER: &str = "优秀共产党员";
const BRANCH: &str = "先进基层党组织";

fn programme(bureau: &mut Bureau) -> Programme {
    bureau.change(|change| {
        let definition = Definition::standard()?;
        let id = commendations::store::insert_programme(change, 2012, "七一表彰", "县级", None, &definition)?;
        commendations::store::programme(change, id)
    })
}

fn nominate(bureau: &mut Bureau, programme: &Programme, kind: &str, subject: Subject, on: &str) {
    let facts = NominationFacts {
        kind: kind.to_owned(),
        subject,
        nominated_by: default_nominator(bureau.office.read(), subject, day(on)).unwrap(),
        nominated_on: day(on),
        reason: None,
        past_honours: None,
    };
    bureau.change(|change| commendations::store::nominate(change, programme, &facts).map(drop));
}

fn the_candidates(bureau: &Bureau, programme: &Programme, today: &str) -> Vec<Candidate> {
    candidates(bureau.office.read(), programme, day(today)).unwrap()
}

fn found(candidate: &Candidate, name: &str) -> (CheckOutcome, String) {
    let check = candidate.checks.iter().find(|check| check.name == name).unwrap();
    (check.outcome, check.figures.clone())
}

fn all_good(copies: u64) -> Vec<BallotPattern> {
    ballots("11111", copies)
}

#[test]
fn a_candidate_shows_the_day_of_the_nomination() {
    let mut bureau = Bureau::open();
    let programme = programme(&mut bureau);
    let [jia, yi, ..] = bureau.people.map(Subject::Member);
    nominate(&mut bureau, &programme, MEMBER, jia, "2012-05-20");
    nominate(&mut bureau, &programme, MEMBER, yi, "2012-05-20");
    let branch = Subject::Organization(bureau.organs);
    nominate(&mut bureau, &programme, BRANCH, branch, "2012-05-20");
    let group = Subject::Organization(bureau.group);
    nominate(&mut bureau, &programme, BRANCH, group, "2012-03-01");
    let organs = bureau.organs;
    bureau.change(|change| {
        let record = StandingRecord {
            organization: organs,
            year: 2012,
            standing: YearlyStanding::Advanced,
            measure: None,
        };
        standings::put(change, &record)
    });
    let all = the_candidates(&bureau, &programme, "2012-06-01");
    let names: Vec<&str> = all.iter().map(|candidate| candidate.name.as_str()).collect();
    assert_eq!(names, ["机关党支部", "县司法局党组", "甲", "乙"]);
    assert_eq!(all[0].members, Some(MemberCount { full: 1, probationary: 1 }));
    assert_eq!(all[0].nominated_by.as_deref(), Some("县司法局党组"));
    assert_eq!(all[0].standing.as_ref().unwrap().standing, YearlyStanding::Advanced);
    assert_eq!(all[1].members, None, "the books were opened on 15 March");
    assert_eq!(all[2].member.as_ref().unwrap().facts.name, "甲");
    assert_eq!(all[2].organization.as_ref().unwrap().name, "机关党支部");
    assert_eq!(all[2].nominated_by.as_deref(), Some("机关党支部"));
    assert_eq!(found(&all[2], "正式党员").0, CheckOutcome::Passed);
    assert_eq!(found(&all[3], "正式党员"), (CheckOutcome::Failed, "2012年5月20日为预备党员".to_owned()));
    assert_eq!(
        found(&all[3], "比例"),
        (CheckOutcome::Failed, "已推荐2，上限1（正式党员3×5/100，进一）".to_owned())
    );
    let nominations = commendations::store::nominations(bureau.office.read(), programme.id).unwrap();
    let one = candidate(bureau.office.read(), &programme, &nominations[2], day("2012-06-01")).unwrap();
    assert_eq!(one, all[2]);
}

#[test]
fn not_evaluated_fails_only_once_others_are() {
    let mut bureau = Bureau::open();
    let programme = programme(&mut bureau);
    let [jia, yi, bing, ding] = bureau.people.map(Subject::Member);
    for subject in [jia, yi, bing, ding] {
        nominate(&mut bureau, &programme, MEMBER, subject, "2012-03-20");
    }
    let evaluated = |bureau: &Bureau, today| {
        let all = the_candidates(bureau, &programme, today);
        all.iter().map(|candidate| candidate.evaluated).collect::<Vec<_>>()
    };
    assert_eq!(evaluated(&bureau, "2012-03-20"), [Evaluated::NotYet; 4]);
    bureau.evaluate(("PY-1", "2012-04-10"), jia, papers(5, 4, 0), all_good(4));
    bureau.evaluate(("PY-1", "2012-04-10"), yi, papers(5, 6, 0), all_good(6));
    let without = Papers { issued: None, collected: None, spoiled: 0 };
    bureau.evaluate(("PY-2", "2012-04-11"), bing, without, vec![]);
    assert_eq!(evaluated(&bureau, "2012-04-09"), [Evaluated::NotYet; 4]);
    assert_eq!(
        evaluated(&bureau, "2012-04-11"),
        [Evaluated::Rate(Share::new(4, 4), 2), Evaluated::Void, Evaluated::WithoutPapers, Evaluated::Missed]
    );
}

#[test]
fn a_review_is_no_mass_evaluation_and_its_grade_is_that_of_most_papers() {
    let mut bureau = Bureau::open();
    let programme = programme(&mut bureau);
    let [jia, yi, ..] = bureau.people.map(Subject::Member);
    nominate(&mut bureau, &programme, MEMBER, jia, "2012-05-20");
    nominate(&mut bureau, &programme, MEMBER, yi, "2012-05-20");
    let mixed = |good, fair| [ballots("1", good), ballots("2", fair)].concat();
    for (code, on, subject, pile) in [
        ("MP-1", "2009-12-20", jia, mixed(9, 1)),
        ("MP-1", "2010-12-20", jia, mixed(4, 6)),
        ("MP-1", "2011-12-20", jia, mixed(7, 3)),
        ("MP-1", "2011-12-20", yi, mixed(5, 5)),
    ] {
        bureau.evaluate_by("member-review", (code, on), subject, papers(10, 10, 0), pile);
    }
    let all = the_candidates(&bureau, &programme, "2012-06-01");
    let reviews: Vec<_> =
        all[0].reviews.iter().map(|review| (review.year, review.grade.as_deref(), review.papers)).collect();
    assert_eq!(reviews, [(2011, Some("优秀"), Share::new(7, 10)), (2010, Some("合格"), Share::new(6, 10))]);
    assert_eq!(all[1].reviews[0].grade, None, "five and five say nothing");
    assert_eq!(all[0].evaluated, Evaluated::NotYet);
}

#[test]
fn a_decided_nomination_keeps_the_figures_of_its_day() {
    let mut bureau = Bureau::open();
    let programme = programme(&mut bureau);
    let jia = Subject::Member(bureau.people[0]);
    nominate(&mut bureau, &programme, MEMBER, jia, "2012-05-20");
    let pledge = PledgeFacts {
        subject: jia,
        year: 2012,
        content: "帮扶一户".to_owned(),
        category: None,
        measure: None,
        owner: None,
        deadline: Some(day("2012-10-31")),
        published_on: None,
        published_by: None,
        status: PledgeStatus::UnderWay,
        fulfilled_on: None,
        reason: None,
    };
    bureau.change(|change| pledges::store::insert(change, &pledge).map(drop));
    let check = |bureau: &Bureau, today| found(&the_candidates(bureau, &programme, today)[0], "承诺兑现");
    assert_eq!(
        check(&bureau, "2012-12-31"),
        (CheckOutcome::Failed, "兑现率0.00%（0/1），要求80%以上".to_owned())
    );
    bureau.change(|change| {
        let nomination: Nomination = commendations::store::nominations(change, programme.id)?.remove(0);
        let step = Step {
            step: "考核".to_owned(),
            outcome: StepOutcome::Failed,
            happened_on: day("2012-06-01"),
            until: None,
            opinion: None,
            decided_by: None,
        };
        commendations::store::advance(change, &programme, &nomination, &step).map(drop)
    });
    let all = the_candidates(&bureau, &programme, "2012-12-31");
    assert_eq!(all[0].state, NominationState::Failed);
    assert_eq!(
        check(&bureau, "2012-12-31"),
        (CheckOutcome::ToConfirm, "本年度承诺1项，尚无到期事项".to_owned())
    );
}

#[test]
fn quotas_count_by_nominator_and_by_the_domain_of_the_branch() {
    let mut bureau = Bureau::open();
    let programme = programme(&mut bureau);
    let organs = bureau.organs;
    bureau.change(|change| {
        let mut facts = OrganizationFacts {
            name: "机关党支部".to_owned(),
            kind: OrganizationKind::Branch,
            parent: None,
            domain: Some(Domain::CountyOrgans),
            code: None,
            secretary: None,
            phone: None,
            founded_on: None,
            note: None,
        };
        facts.parent = organizations::store::all(change)?.first().map(|group| group.id);
        organizations::store::update(change, organs, &facts)?;
        for (organization, domain, most) in
            [(None, None, 4), (Some(organs), None, 1), (None, Some(Domain::CountyOrgans), 2)]
        {
            let quota =
                Quota { kind: MEMBER.to_owned(), organization, domain, least: None, most: Some(most) };
            commendations::store::put_quota(change, &programme, &quota)?;
        }
        Ok(())
    });
    let [jia, yi, bing, _] = bureau.people.map(Subject::Member);
    for subject in [jia, yi, bing] {
        nominate(&mut bureau, &programme, MEMBER, subject, "2012-05-20");
    }
    let all = the_candidates(&bureau, &programme, "2012-06-01");
    assert_eq!(
        found(&all[0], "名额"),
        (
            CheckOutcome::Failed,
            "优秀共产党员已推荐3，名额4；机关党支部已推荐2，名额1；县直机关已推荐2，名额2".to_owned()
        )
    );
    assert_eq!(
        found(&all[2], "名额"),
        (CheckOutcome::ToConfirm, "优秀共产党员已推荐3，名额4；推荐单位或所属领域没有分到名额".to_owned())
    );
    bureau.change(|change| {
        let second = commendations::store::nominations(change, programme.id)?.remove(1);
        commendations::store::withdraw(change, &programme, &second, day("2012-05-30"), None, None)
    });
    let all = the_candidates(&bureau, &programme, "2012-06-01");
    assert_eq!(found(&all[0], "名额").0, CheckOutcome::Passed, "who is withdrawn takes up nothing");
    assert_eq!(found(&all[0], "比例").0, CheckOutcome::Failed);
}

#[test]
fn nobody_is_nominated_for_a_day_the_books_do_not_know() {
    let mut bureau = Bureau::open();
    let (jia, organs) = (Subject::Member(bureau.people[0]), bureau.organs);
    let check = |bureau: &Bureau, subject, on| check_existed(bureau.office.read(), subject, day(on));
    assert_eq!(
        check(&bureau, jia, "2012-03-14").unwrap_err().message,
        "该党员在2012年3月14日还没有登记入册，不能按这一天推荐"
    );
    bureau.change(|change| {
        change.execute("UPDATE organization SET founded_on = '2012-05-01' WHERE id = ?1", [organs])?;
        Ok(())
    });
    let branch = Subject::Organization(organs);
    assert!(check(&bureau, branch, "2012-05-01").is_ok());
    assert_eq!(
        check(&bureau, branch, "2012-04-30").unwrap_err().message,
        "“机关党支部”在2012年4月30日尚未成立或已撤销，不能推荐"
    );
}
