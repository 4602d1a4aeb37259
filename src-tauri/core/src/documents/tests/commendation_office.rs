//! From an office file to the commendation papers, through the features' stores.

use super::*;
use crate::{
    Office,
    clock::Clock,
    commendations::{
        Definition, Nomination, ProgrammeId, Quota, Step, StepOutcome,
        store::{self, NominationFacts},
    },
    documents::{DateStyle, Request, make},
    members::{self, EventKind, MembershipEvent, Subject},
    organizations::{self, Domain, OrganizationFacts},
    store::Change,
};

/// The names by 姓氏笔画; registered the other way round.
const BY_STROKES: [(&str, Sex, &str); 5] = [
    ("丁㛃", Sex::Female, "汉族"),
    ("王磊", Sex::Male, "回族"),
    ("买买提·阿卜杜拉", Sex::Male, "维吾尔族"),
    ("欧阳文静", Sex::Female, "汉族"),
    ("崔䶮", Sex::Male, "汉族"),
];
const SECRETS: [&str; 6] = ["990101", "1970", "出生", "身份证", "19900001234", "199****"];

pub(super) struct Commending {
    _folder: tempfile::TempDir,
    pub office: Office,
    pub programme: ProgrammeId,
    pub branch: OrganizationId,
}

/// An office that recommends five members and two branches on 20 May 2012.
pub(super) fn commending() -> Commending {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at(day("2012-06-28"));
    let path = folder.path().join("office");
    let mut office = Office::create(&path, "县司法局党组", None, clock).unwrap();
    let (programme, branch) = office.change("建立样例", set_up).unwrap();
    Commending { _folder: folder, office, programme, branch }
}

fn set_up(change: &Change<'_>) -> crate::Result<(ProgrammeId, OrganizationId)> {
    let put = |name: &str, kind, parent| {
        organizations::store::insert(
            change,
            &OrganizationFacts {
                name: name.to_owned(),
                kind,
                parent,
                domain: Some(Domain::CountyOrgans),
                code: None,
                secretary: Some("孔静".to_owned()),
                phone: Some("19900001234".to_owned()),
                founded_on: Some(day("1992-07-01")),
                note: None,
            },
        )
    };
    let top = put("县司法局党组", OrganizationKind::LeadingGroup, None)?;
    let branches = [
        put("机关党支部", OrganizationKind::Branch, Some(top))?,
        put("公证处党支部", OrganizationKind::Branch, Some(top))?,
    ];
    let definition = Definition::standard()?;
    let basis = Some("《关于做好表彰推荐工作的通知》（县创先发〔2012〕6号）");
    let id = store::insert_programme(change, 2012, "“七一”表彰", "县级", basis, &definition)?;
    let programme = store::programme(change, id)?;
    for (index, (name, sex, ethnicity)) in BY_STROKES.into_iter().enumerate().rev() {
        let mut facts = member(1, name, 1, None).facts;
        (facts.sex, facts.ethnicity, facts.id_number) = (Some(sex), Ethnicity::parse(ethnicity), None);
        facts.job = (index == 0).then(|| "公证处公证员".to_owned());
        let opening = MembershipEvent {
            kind: EventKind::Opening,
            happened_on: day("2012-03-15"),
            organization: Some(branches[0]),
            standing: Some(Standing::Full),
            category: Some(Category::Serving),
            post: (index == 1).then(|| "书记".to_owned()),
            note: None,
        };
        let id = members::store::insert(change, &facts, &opening)?;
        nominate(change, &programme, "优秀共产党员", Subject::Member(id), branches[0])?;
    }
    for branch in [branches[1], branches[0]] {
        nominate(change, &programme, "先进基层党组织", Subject::Organization(branch), top)?;
    }
    for (kind, organization, most) in
        [("优秀共产党员", Some(branches[0]), 3), ("先进基层党组织", None, 2), ("优秀共产党员", None, 4)]
    {
        let quota =
            Quota { kind: kind.to_owned(), organization, domain: None, least: None, most: Some(most) };
        store::put_quota(change, &programme, &quota)?;
    }
    Ok((id, branches[0]))
}

fn nominate(
    change: &Change<'_>,
    programme: &crate::commendations::Programme,
    kind: &str,
    subject: Subject,
    by: OrganizationId,
) -> crate::Result<()> {
    let facts = NominationFacts {
        kind: kind.to_owned(),
        subject,
        nominated_by: Some(by),
        nominated_on: day("2012-05-20"),
        reason: Some("立足岗位，履行承诺。".to_owned()),
        past_honours: None,
    };
    store::nominate(change, programme, &facts).map(drop)
}

impl Commending {
    /// Takes those nominations a step further.
    pub fn advance(&mut self, step: &str, on: &str, whom: impl Fn(&Nomination) -> bool) {
        let programme = store::programme(self.office.read(), self.programme).unwrap();
        let all = store::nominations(self.office.read(), self.programme).unwrap();
        self.office
            .change("登记步骤", |change| {
                for nomination in all.iter().filter(|nomination| whom(nomination)) {
                    let wanted = Step {
                        step: step.to_owned(),
                        outcome: StepOutcome::Passed,
                        happened_on: day(on),
                        until: None,
                        opinion: (step == "推荐").then(|| "经支部大会讨论，同意推荐。".to_owned()),
                        decided_by: None,
                    };
                    store::advance(change, &programme, nomination, &wanted)?;
                }
                Ok(())
            })
            .unwrap();
    }

    pub fn text(&self, key: &str, request: &Request) -> String {
        let papers = make(self.office.read(), key, request, self.office.clock()).unwrap();
        papers.iter().map(Document::plain_text).collect()
    }

    pub fn refusal(&self, key: &str, request: &Request) -> crate::Error {
        make(self.office.read(), key, request, self.office.clock()).unwrap_err()
    }
}

pub(super) fn published() -> Commending {
    let mut small = commending();
    small.advance("考核", "2012-05-21", |_| true);
    small.advance("推荐", "2012-05-22", |_| true);
    small.advance("公示", "2012-06-11", |_| true);
    small
}

/// Everybody but 崔䶮 is honoured.
pub(super) fn honoured() -> Commending {
    let mut small = published();
    let last = store::nominations(small.office.read(), small.programme).unwrap();
    let cui = last.iter().find(|one| one.kind == "优秀共产党员").unwrap().id;
    small.advance("审定", "2012-06-20", |one| one.id != cui);
    small.advance("表彰", "2012-06-25", |one| one.id != cui);
    small
}

#[test]
fn the_notice_lists_by_strokes_and_by_name_list_and_says_the_days() {
    let small = published();
    let text = small.text("publicity-notice", &Request::default());
    golden("office-publicity-notice", &notice(&small));
    assert!(text.contains("经考核、推荐，拟表彰先进基层党组织2个、优秀共产党员5名。"), "{text}");
    assert!(text.contains("公示期为2012年6月11日—6月15日。"), "{text}");
    let place = |name: &str| text.find(name).unwrap();
    assert!(place("机关党支部") < place("公证处党支部"), "as the name list has them");
    assert!(text.contains("丁　㛃（女）\t公证处公证员"), "{text}");
    assert!(text.contains("王　磊（回族）\t机关党支部书记"), "{text}");
    let names = members_in(&text);
    let order = members::store::name_order(small.office.read()).unwrap();
    let mut sorted = names.clone();
    sorted.sort_by_cached_key(|name| order.key(name));
    assert_eq!((names.len(), &names), (5, &sorted));
}

fn notice(small: &Commending) -> Document {
    make(small.office.read(), "publicity-notice", &Request::default(), small.office.clock())
        .unwrap()
        .remove(0)
}

/// The names of [`BY_STROKES`] in the order that a paper has them.
fn members_in(text: &str) -> Vec<String> {
    let squeezed: String = text.chars().filter(|c| *c != '　').collect();
    let mut found: Vec<(usize, String)> = BY_STROKES
        .iter()
        .filter_map(|(name, ..)| Some((squeezed.rfind(name)?, (*name).to_owned())))
        .collect();
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn public_papers_hold_no_private_data_in_any_profile() {
    let small = honoured();
    for profile in PROFILES {
        let request = Request { profile, ..Request::default() };
        for key in ["publicity-notice", "commendation-decision", "commendation-list"] {
            let papers = make(small.office.read(), key, &request, small.office.clock()).unwrap();
            for text in papers.iter().flat_map(super::printing::squeezed) {
                for secret in SECRETS {
                    assert!(!text.contains(secret), "{secret} stands on {key}: {text}");
                }
            }
        }
    }
    let public = Request { profile: Profile::Public, ..Request::default() };
    for key in ["member-recommendation", "organization-recommendation", "nomination-summary"] {
        let text = small.text(key, &public);
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} stands on {key}: {text}");
        }
    }
}

#[test]
fn the_decision_and_the_list_name_those_who_were_honoured() {
    let small = honoured();
    let request = Request { date_style: DateStyle::Chinese, ..Request::default() };
    let text = small.text("commendation-decision", &request);
    golden(
        "office-commendation-decision",
        &make(small.office.read(), "commendation-decision", &request, small.office.clock()).unwrap()[0],
    );
    for wanted in [
        "各党支部：",
        "经考核、推荐、公示、审定，县司法局党组决定：授予机关党支部等2个党组织“先进基层党组织”称号；\
         授予丁㛃等4名同志“优秀共产党员”称号。",
        "优秀共产党员（4名）",
        "二〇一二年六月二十五日",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in {text}");
    }
    let list = small.text("commendation-list", &Request::default());
    assert!(list.contains("（2012年6月25日表彰）") && !list.contains('䶮'), "{list}");
    assert_eq!(members_in(&list), ["丁㛃", "王磊", "买买提·阿卜杜拉", "欧阳文静"]);
    let one_kind = Request { kind: Some("先进基层党组织".to_owned()), ..Request::default() };
    let papers = make(small.office.read(), "commendation-list", &one_kind, small.office.clock()).unwrap();
    assert_eq!(papers[0].sections.len(), 1);
    assert_eq!(papers[0].name, "2012年“七一”表彰名单-2012-06-25-先进基层党组织");
}

#[test]
fn before_its_step_a_paper_is_refused_with_what_to_do() {
    let small = commending();
    let error = small.refusal("publicity-notice", &Request::default());
    assert_eq!(error.message, "2012年“七一”表彰还没有推荐对象进入“公示”");
    assert!(error.at_terminal().hint.unwrap().contains("advance"));
    let small = published();
    for key in ["commendation-decision", "commendation-list"] {
        let error = small.refusal(key, &Request::default());
        assert_eq!(error.message, "2012年“七一”表彰还没有通过“表彰”的推荐对象");
        assert!(error.hint.unwrap().contains("登记“表彰”"));
    }
}

#[test]
fn what_is_not_there_is_refused_with_what_to_do() {
    let mut small = commending();
    let kind = |kind: &str| Request { kind: Some(kind.to_owned()), ..Request::default() };
    let error = small.refusal("member-recommendation", &kind("优秀党务工作者"));
    assert_eq!(error.message, "2012年“七一”表彰没有推荐的党员");
    let error = small.refusal("organization-recommendation", &kind("创先争优先进单位"));
    assert_eq!(error.message, "2012年“七一”表彰没有推荐的党组织");
    let error = small.refusal("nomination-summary", &kind("优秀党务工作者"));
    assert_eq!(error.message, "2012年“七一”表彰没有推荐对象");
    let error = small.refusal("quota-table", &kind("优秀党务工作者"));
    assert_eq!(error.message, "2012年“七一”表彰还没有分配名额");
    assert!(error.hint.unwrap().contains("分配名额"));
    let error = small.refusal("quota-table", &kind("劳动模范"));
    assert!(error.message.contains("没有“劳动模范”这个类别"), "{error}");

    small
        .office
        .change("登记表彰活动", |change| {
            store::insert_programme(change, 2012, "抗旱先进", "县级", None, &Definition::standard()?)
        })
        .unwrap();
    let error = small.refusal("quota-table", &Request::default());
    assert_eq!(error.message, "登记了多个表彰活动，没有写明出哪一个的");
    assert_eq!(error.details, ["2012　“七一”表彰", "2012　抗旱先进"]);
    let chosen = Request { programme: Some(small.programme), ..Request::default() };
    assert!(small.text("quota-table", &chosen).contains("2012年“七一”表彰名额分配表"));
}

#[test]
fn the_summary_keeps_the_order_of_recommendation_and_shows_the_checks() {
    let small = commending();
    let text = small.text("nomination-summary", &Request::default());
    assert!(text.contains("本单位共有党员5名（正式5名、预备0名）"), "{text}");
    let names = members_in(&text);
    assert_eq!(names, ["崔䶮", "欧阳文静", "买买提·阿卜杜拉", "王磊", "丁㛃"]);
    // Five against a quota of three, and nobody has been evaluated yet: the same of everybody, so that
    // the figures stand once below.
    assert_eq!(text.matches("不符合：名额、比例；待确认：群众评议、承诺兑现").count(), 5, "{text}");
    assert_eq!(text.matches("名额3").count(), 1, "{text}");
    let other = Request { organization: Some(small.branch), ..Request::default() };
    let text = small.text("nomination-summary", &other);
    assert!(text.contains("推荐单位（盖章）：机关党支部") && !text.contains("公证处党支部"), "{text}");
}

#[test]
fn quotas_stand_by_organization_with_the_overall_limits_below() {
    let text = commending().text("quota-table", &Request::default());
    assert!(text.contains("1\t机关党支部\t—\t3\t3"), "{text}");
    assert!(text.contains("全单位限额：先进基层党组织总数不超过2个，优秀共产党员总数不超过4名。"), "{text}");
}

#[test]
fn one_member_has_a_sheet_with_the_branchs_opinion() {
    let small = published();
    let all = store::nominations(small.office.read(), small.programme).unwrap();
    let subject = all.iter().rev().find_map(|one| match one.subject {
        Subject::Member(id) => Some(id),
        Subject::Organization(_) => None,
    });
    let request = Request { member: subject, ..Request::default() };
    let papers = make(small.office.read(), "member-recommendation", &request, small.office.clock()).unwrap();
    assert_eq!(papers[0].sections.len(), 1);
    let text = papers[0].plain_text();
    assert!(text.contains("经支部大会讨论，同意推荐。\n"), "{text}");
    assert!(text.contains("199****1234") && text.contains("推荐单位：机关党支部"), "{text}");
    assert!(!papers[0].name.contains("丁㛃"), "{}", papers[0].name);
}

#[test]
fn those_who_withdrew_stand_on_no_paper() {
    let mut small = published();
    let programme = store::programme(small.office.read(), small.programme).unwrap();
    let all = store::nominations(small.office.read(), small.programme).unwrap();
    let first = all.iter().find(|one| one.kind == "优秀共产党员").unwrap().clone();
    small
        .office
        .change("撤回推荐", |change| {
            store::withdraw(change, &programme, &first, day("2012-06-18"), None, None)
        })
        .unwrap();
    for key in ["publicity-notice", "nomination-summary", "member-recommendation"] {
        assert!(!small.text(key, &Request::default()).contains('䶮'), "{key}");
    }
    assert!(small.text("publicity-notice", &Request::default()).contains("优秀共产党员（4名）"));
}

#[test]
fn the_address_for_objections_is_a_setting() {
    let mut small = published();
    small
        .office
        .change("设置公示地址", |change| {
            change.execute(
                "INSERT INTO setting (key, value) VALUES ('publicity_address', '某县某街1号')",
                [],
            )?;
            Ok(())
        })
        .unwrap();
    assert!(small.text("publicity-notice", &Request::default()).contains("通信地址：\t某县某街1号"));
}
