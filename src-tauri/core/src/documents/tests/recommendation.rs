//! 推荐审批表, 推荐对象汇总表, 名额分配表, from small hand-made records.

use super::{
    printing::{printed, squeezed},
    *,
};
use crate::{
    commendations::{CheckOutcome, Checked, Honour, HonourId},
    documents::{
        nomination_summary::{self, Nominated, NominationSummary},
        quota_table::{self, Limits, QuotaRow, QuotaTable},
        recommendation::{self, MemberRecommendation, OrganizationRecommendation, Recommended},
    },
    members::Subject,
    numbers::Share,
    organizations::Domain,
};

const SURNAMES: &str = "丁于万马王尤车尹邓艾石卢叶田白冯吉朱全刘许孙苏杜李杨吴何沈宋";

fn recommended(kind: &str, profile: Profile) -> Recommended {
    Recommended {
        kind: kind.to_owned(),
        nominated_by: "机关党支部".to_owned(),
        level: "县级".to_owned(),
        nominated_on: day("2012-05-20"),
        satisfaction: Share::new(7221, 7425),
        decimals: 2,
        fulfilment: Share::new(3, 3),
        as_of: day("2012-06-11"),
        honours: vec![Honour {
            id: HonourId(1),
            subject: Subject::Organization(OrganizationId(2)),
            title: kind.to_owned(),
            level: "县级".to_owned(),
            granted_on: day("2010-06-28"),
            granted_by: None,
        }],
        past_honours: Some("2008年度考核优秀".to_owned()),
        reason: Some("该同志立足岗位，履行承诺，热情为群众排忧解难。".repeat(12)),
        opinions: [None, None, None, None],
        profile,
    }
}

fn person(name: &str, profile: Profile) -> MemberRecommendation {
    let mut member = member(1, name, 2, Some(Category::Serving));
    member.facts.sex = Some(Sex::Female);
    member.facts.ethnicity = Ethnicity::parse("回族");
    member.facts.job = Some("县司法局社区矫正科副科长".to_owned());
    member.facts.native_place = Some("某省某县".to_owned());
    member.facts.worked_on = Some(day("1992-07-01"));
    member.membership.post = Some("支部书记".to_owned());
    MemberRecommendation {
        recommended: recommended("优秀共产党员", profile),
        member,
        grades: [(2010, Some("优秀".to_owned())), (2011, None)],
    }
}

fn body(profile: Profile) -> OrganizationRecommendation {
    let mut organization = organization(2, "机关党支部", OrganizationKind::Branch);
    organization.domain = Some(Domain::SchoolsHospitalsInstitutes);
    organization.phone = Some("19900001234".to_owned());
    OrganizationRecommendation {
        recommended: recommended("先进基层党组织", profile),
        organization,
        members: Some((15, 2)),
    }
}

fn nominated(kind: &str, checks: Vec<Checked>) -> Nominated {
    Nominated {
        kind: kind.to_owned(),
        nominated_by: Some("机关党支部".to_owned()),
        satisfaction: Share::new(7221, 7425),
        decimals: 2,
        fulfilment: Share::new(1, 3),
        checks,
    }
}

fn check(name: &str, outcome: CheckOutcome, figures: &str) -> Checked {
    Checked { name: name.to_owned(), outcome, figures: figures.to_owned() }
}

fn summary(count: usize, profile: Profile) -> NominationSummary {
    let people = (0..count)
        .map(|index| {
            let name = format!("{}㛃", SURNAMES.chars().nth(index % 30).unwrap());
            let mut member = member(index as i64, &name, 2, Some(Category::Serving));
            member.facts.job = Some("县司法局社区矫正科副科长".to_owned());
            let checks = if index % 5 == 1 {
                vec![
                    check("正式党员", CheckOutcome::Passed, "2012年5月20日为正式党员"),
                    check("兑现率", CheckOutcome::Failed, "兑现率33.33%（1/3），要求80%以上"),
                    check("近三年未受同类表彰", CheckOutcome::ToConfirm, "2010年6月28日获县级优秀共产党员"),
                ]
            } else {
                vec![check("正式党员", CheckOutcome::Passed, "2012年5月20日为正式党员")]
            };
            (member, nominated("优秀共产党员", checks))
        })
        .collect();
    let branch = organization(2, "机关党支部", OrganizationKind::Branch);
    NominationSummary {
        unit: unit(),
        programme: "2012年“七一”表彰".to_owned(),
        members: (64, 2),
        as_of: day("2012-06-11"),
        profile,
        people,
        organizations: vec![(branch, Some((15, 2)), nominated("先进基层党组织", Vec::new()))],
    }
}

fn quotas(rows: usize) -> QuotaTable {
    let most = |most| Some(Limits { least: None, most: Some(most) });
    QuotaTable {
        unit: unit(),
        programme: "2012年“七一”表彰".to_owned(),
        kinds: [("先进基层党组织", "个"), ("优秀共产党员", "名"), ("优秀党务工作者", "名")]
            .map(|(kind, measure)| (kind.to_owned(), measure.to_owned()))
            .to_vec(),
        organizations: (1..=rows)
            .map(|index| QuotaRow {
                name: format!("第{index}党支部"),
                kinds: vec![most(1), most(2), (index % 2 == 0).then(|| most(1)).flatten()],
            })
            .collect(),
        domains: vec![QuotaRow {
            name: "县直机关".to_owned(),
            kinds: vec![Some(Limits { least: Some(1), most: Some(2) }), None, None],
        }],
        overall: vec![most(30), most(60), None],
        dated: day("2012-05-02"),
    }
}

#[test]
fn a_recommendation_shows_numbers_by_profile() {
    for profile in PROFILES {
        let document =
            recommendation::members("2012年“七一”表彰", &[person("周㛃", profile), person("王磊", profile)]);
        assert_rows_fill_their_columns(&document);
        assert_eq!(pages(&document), 4, "two pages a person, for both sides of a sheet");
        let text = document.plain_text();
        assert!(text.contains("97.25%（7221/7425）") && text.contains("100.00%（3/3）"), "{text}");
        assert!(text.contains("2010年6月28日　优秀共产党员（县级）\n2008年度考核优秀"), "{text}");
        assert!(text.contains("2010年度：优秀　　　　2011年度："), "{text}");
        match profile {
            Profile::Archive => {
                golden("member-recommendation", &document);
                for text in squeezed(&document) {
                    assert!(text.contains("99010119700101001X") && text.contains("19900001234"));
                }
            }
            Profile::Internal => {
                assert!(text.contains("199****1234") && text.contains("1970年1月"), "{text}");
                assert!(!text.contains("99010119700101") && !text.contains("19900001234"), "{text}");
            }
            Profile::Public => {
                for text in squeezed(&document) {
                    for secret in ["990101", "1970年", "出生", "身份证", "号码", "1990000", "1234", "某街"]
                    {
                        assert!(!text.contains(secret), "{secret} stands in {text}");
                    }
                }
            }
        }
    }
}

#[test]
fn an_organizations_recommendation_says_domain_members_and_rates() {
    for profile in PROFILES {
        let document = recommendation::organizations("2012年“七一”表彰", &[body(profile)]);
        assert_rows_fill_their_columns(&document);
        assert_eq!(pages(&document), 2);
        let text = document.plain_text();
        assert!(text.contains("17名\n（正式15名、预备2名）"), "{text}");
        match profile {
            Profile::Archive => {
                golden("organization-recommendation", &document);
                assert!(squeezed(&document).iter().all(|text| text.contains("19900001234")));
            }
            Profile::Internal => assert!(text.contains("199****1234") && !text.contains("19900001234")),
            Profile::Public => assert!(!text.contains("1234") && !text.contains("出生"), "{text}"),
        }
    }
}

#[test]
fn deeds_and_opinions_longer_than_their_boxes_go_on() {
    let mut long = person("周㛃", Profile::Internal);
    long.recommended.reason = Some("立足岗位，履行承诺。".repeat(400));
    long.recommended.opinions[0] = Some("经支部大会讨论，同意推荐。".to_owned());
    let document = recommendation::members("2012年“七一”表彰", &[long]);
    let [pdf, ..] = squeezed(&document);
    assert_eq!(pdf.matches("立足岗位，").count(), 400, "nothing is lost over the page's end");
    let (opinion, signing) = (pdf.find("同意推荐").unwrap(), pdf.find("书记（签名）").unwrap());
    assert!(opinion < signing);
}

#[test]
fn a_summary_says_beside_each_what_does_not_hold() {
    for profile in PROFILES {
        let document = nomination_summary::document(&summary(2, profile));
        assert_rows_fill_their_columns(&document);
        let text = document.plain_text();
        assert!(text.contains("本单位共有党员66名（正式64名、预备2名）"), "{text}");
        assert!(text.contains("97.25\t33.33\t符合"), "{text}");
        assert!(
            text.contains("不符合：兑现率（兑现率33.33%（1/3），要求80%以上）；待确认：近三年未受同类表彰"),
            "{text}"
        );
        assert!(!text.contains("99010119700101") && !text.contains("19900001234"), "{text}");
        match profile {
            Profile::Public => assert!(!text.contains("1970") && !text.contains("年龄\t"), "{text}"),
            Profile::Internal | Profile::Archive => assert!(text.contains("1970.01\t42"), "{text}"),
        }
        if profile == Profile::Internal {
            golden("nomination-summary", &document);
            printed(&document);
        }
    }
}

#[test]
fn a_summary_of_any_length_keeps_its_head_on_every_page() {
    for (count, least) in [(0, 1), (1, 1), (60, 3), (600, 20)] {
        let mut summary = summary(count, Profile::Internal);
        summary.organizations.clear();
        let document = nomination_summary::document(&summary);
        assert_rows_fill_their_columns(&document);
        assert_eq!(rows(&document), count.max(1));
        let [pdf, ..] = printed(&document);
        let pages: Vec<&str> = pdf.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        assert!(pages.len() >= least, "{} pages", pages.len());
        assert!(pages.iter().all(|page| page.contains("审查情况") || page.contains("注：")), "{pdf}");
    }
}

#[test]
fn quotas_add_up_by_kind_and_by_unit() {
    let document = quota_table::document(&quotas(3));
    golden("quota-table", &document);
    assert_rows_fill_their_columns(&document);
    let text = document.plain_text();
    for wanted in [
        "2\t第2党支部\t1\t2\t1\t4",
        "合　计\t3\t6\t1\t10",
        "1\t县直机关\t1—2\t—\t—\t2",
        "全单位限额：先进基层党组织总数不超过30个，优秀共产党员总数不超过60名。",
        "“1—2”为最少和最多名额",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in {text}");
    }
    printed(&document);
    for rows in [0, 1, 60, 600] {
        assert_rows_fill_their_columns(&quota_table::document(&quotas(rows)));
    }
}
