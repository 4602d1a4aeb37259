//! Commendation papers as asked: by day, by branch, by who decided.

use super::{
    commendation_office::{Commending, honoured, published},
    *,
};
use crate::{
    commendations::store,
    documents::{Request, make},
    members::Subject,
    pledges::{self, PledgeFacts, PledgeStatus},
};

fn papers(small: &Commending, key: &str, request: &Request) -> Vec<Document> {
    make(small.office.read(), key, request, small.office.clock()).unwrap()
}

/// 机关党支部 fulfils its only pledge on 20 June, due at the end of May.
fn pledging() -> Commending {
    let mut small = published();
    let pledge = PledgeFacts {
        subject: Subject::Organization(small.branch),
        year: 2012,
        content: "结对帮扶一户困难群众".to_owned(),
        category: None,
        measure: None,
        owner: None,
        deadline: Some(day("2012-05-31")),
        published_on: None,
        published_by: None,
        status: PledgeStatus::Fulfilled,
        fulfilled_on: Some(day("2012-06-20")),
        reason: None,
    };
    small.office.change("登记承诺", |change| pledges::store::insert(change, &pledge).map(drop)).unwrap();
    small
}

#[test]
fn the_summary_shows_the_rates_of_the_day_it_names() {
    let mut small = pledging();
    let summary = |small: &Commending, as_of: &str| {
        small.text("nomination-summary", &Request { as_of: Some(day(as_of)), ..Request::default() })
    };
    let text = summary(&small, "2012-06-10");
    assert!(text.contains("\t0.00\t"), "{text}");
    assert!(
        text.contains("年龄截至2012年6月10日；各项比率截至推荐办结之日，未办结的截至2012年6月10日；"),
        "{text}"
    );
    let text = summary(&small, "2012-06-28");
    assert!(text.contains("\t100.00\t") && !text.contains("\t0.00\t"), "{text}");
    // What has ended keeps the figures of its day.
    small.advance("审定", "2012-06-20", |_| true);
    small.advance("表彰", "2012-06-25", |_| true);
    assert!(summary(&small, "2012-06-10").contains("\t100.00\t"));
}

#[test]
fn a_public_paper_is_whole_whatever_branch_or_member_is_asked() {
    let small = honoured();
    let one = store::nominations(small.office.read(), small.programme).unwrap();
    let member = one.iter().find_map(|one| match one.subject {
        Subject::Member(id) => Some(id),
        Subject::Organization(_) => None,
    });
    for key in ["publicity-notice", "commendation-decision", "commendation-list"] {
        let whole = papers(&small, key, &Request::default());
        for asked in [
            Request { organization: Some(small.branch), ..Request::default() },
            Request { member, ..Request::default() },
        ] {
            let paper = papers(&small, key, &asked);
            assert_eq!(paper[0].plain_text(), whole[0].plain_text(), "{key}");
            assert_eq!(paper[0].name, whole[0].name, "{key}");
        }
    }
    let asked = Request { organization: Some(small.branch), ..Request::default() };
    let cut = papers(&small, "nomination-summary", &asked);
    assert!(cut[0].name.ends_with("-机关党支部"), "{}", cut[0].name);
}

#[test]
fn two_units_that_decide_on_one_day_make_two_decisions() {
    let mut small = honoured();
    small
        .office
        .change("登记决定单位", |change| {
            change.execute_batch(
                "UPDATE nomination_step SET decided_by = '县委' WHERE step = '表彰' AND nomination_id IN
                   (SELECT id FROM nomination WHERE kind = '先进基层党组织');
                 UPDATE nomination_step SET decided_by = '孔静' WHERE id =
                   (SELECT max(id) FROM nomination_step WHERE step = '表彰' AND decided_by IS NULL);",
            )?;
            Ok(())
        })
        .unwrap();
    let decisions = papers(&small, "commendation-decision", &Request::default());
    let [own, other] = decisions.as_slice() else { panic!("{} decisions", decisions.len()) };
    let text = own.plain_text();
    assert!(text.contains("县司法局党组决定：授予丁㛃等4名同志"), "who signed is no unit: {text}");
    assert!(text.contains("各党支部：") && !text.contains("孔静") && !text.contains("县委决定"), "{text}");
    let text = other.plain_text();
    assert!(text.contains("县委决定：授予机关党支部等2个党组织") && !text.contains("各党支部："), "{text}");
    assert_eq!(own.name, "2012年“七一”表彰决定-2012-06-25");
    assert_eq!(other.name, "2012年“七一”表彰决定-2012-06-25-县委");
    let lists = papers(&small, "commendation-list", &Request::default());
    assert_eq!(lists.len(), 2);
    assert_ne!(lists[0].name, lists[1].name);
}
