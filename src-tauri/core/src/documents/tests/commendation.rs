//! 推荐审批表, 推荐对象汇总表, 名额分配表, 公示, 表彰决定, 表彰名单, from small hand-made records.

use super::*;
use crate::{
    commendations::{CheckOutcome, Checked, Honour, HonourId},
    documents::{
        DateStyle,
        commendation_decision::{self, CommendationDecision},
        commended::{Commended, CommendedList},
        nomination_summary::{self, Nominated, NominationSummary},
        publicity_notice::{self, PublicityNotice},
        quota_table::{self, Limits, QuotaRow, QuotaTable},
        recommendation::{self, MemberRecommendation, OrganizationRecommendation, Recommended},
    },
    export::{self, Format},
    members::Subject,
    numbers::Share,
    organizations::Domain,
};

const SURNAMES: &str = "丁于万马王尤车尹邓艾石卢叶田白冯吉朱全刘许孙苏杜李杨吴何沈宋";
const GIVEN: [&str; 4] = ["㛃", "文静", "䶮", "建国"];

/// So many people; of every ten one woman, one Hui man and one with a long Uygur name.
fn people(count: usize) -> CommendedList {
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let entries = (0..count)
        .map(|index| {
            let name = match index % 10 {
                9 => "买买提·阿卜杜拉·吐尔逊江".to_owned(),
                _ => format!("{}{}", surnames[index % surnames.len()], GIVEN[index % GIVEN.len()]),
            };
            let ethnicity = match index % 10 {
                8 => "回族",
                9 => "维吾尔族",
                _ => "汉族",
            };
            Commended::Member {
                name,
                sex: Some(if index % 10 == 3 { Sex::Female } else { Sex::Male }),
                ethnicity: Ethnicity::parse(ethnicity),
                post: Some(if index % 7 == 6 {
                    "司法局社区矫正管理办公室副主任科员兼安置帮教工作领导小组办公室联络员".to_owned()
                } else {
                    "公证处公证员".to_owned()
                }),
            }
        })
        .collect();
    CommendedList { kind: "优秀共产党员".to_owned(), measure: "名".to_owned(), entries }
}

fn branches(names: &[&str]) -> CommendedList {
    CommendedList {
        kind: "先进基层党组织".to_owned(),
        measure: "个".to_owned(),
        entries: names.iter().map(|name| Commended::Organization((*name).to_owned())).collect(),
    }
}

fn notice(lists: Vec<CommendedList>) -> PublicityNotice {
    PublicityNotice {
        unit: unit(),
        address: None,
        programme: "2012年“七一”表彰".to_owned(),
        basis: Some("《关于做好2012年“七一”表彰推荐工作的通知》（县创先发〔2012〕6号）".to_owned()),
        steps: vec!["考核".to_owned(), "推荐".to_owned()],
        lists,
        days: (day("2012-06-11"), day("2012-06-15")),
        date_style: DateStyle::Arabic,
    }
}

fn decision(lists: Vec<CommendedList>) -> CommendationDecision {
    CommendationDecision {
        unit: "县司法局党组".to_owned(),
        addressees: vec![OrganizationKind::GeneralBranch, OrganizationKind::Branch],
        programme: "2012年“七一”表彰".to_owned(),
        basis: Some("《关于做好2012年“七一”表彰推荐工作的通知》（县创先发〔2012〕6号）".to_owned()),
        steps: vec!["考核".to_owned(), "推荐".to_owned(), "公示".to_owned(), "审定".to_owned()],
        lists,
        granted_on: day("2012-06-25"),
        date_style: DateStyle::Chinese,
    }
}

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
        branch: Some("机关党支部".to_owned()),
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

/// What stands on the paper, in each of the three files.
fn printed(document: &Document) -> [String; 3] {
    [Format::Pdf, Format::Xlsx, Format::Html].map(|format| {
        let mut bytes = Vec::new();
        let book = fonts();
        let noon = day("2012-06-25").and_hms_opt(12, 0, 0).unwrap();
        export::write(document, format, &book, noon, &crate::progress::Silent, &mut bytes).unwrap();
        if let Some(folder) = std::env::var_os("LOOK") {
            let test = std::thread::current().name().unwrap_or_default().replace("::", "-");
            let name =
                format!("{}-{}.{}", document.key, &test[test.len().saturating_sub(14)..], format.extension());
            std::fs::write(Path::new(&folder).join(name), &bytes).unwrap();
        }
        match format {
            Format::Pdf => pdf_text(&bytes),
            Format::Xlsx => workbook_text(&bytes),
            Format::Html => without_tags(&String::from_utf8(bytes).unwrap()),
        }
    })
}

fn fonts() -> export::FontBook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts");
    export::FontBook::open(&folder).unwrap()
}

fn pdf_text(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, bytes).unwrap();
    let checked = std::process::Command::new("qpdf").arg("--check").arg(&path).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let read = std::process::Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().unwrap();
    String::from_utf8(read.stdout).unwrap()
}

fn without_tags(html: &str) -> String {
    let body = html.split_once("<body>").unwrap().1;
    body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect()
}

fn workbook_text(bytes: &[u8]) -> String {
    use calamine::{Reader, Xlsx};
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.cells().map(|(_, _, cell)| cell.to_string()));
    cells.collect::<Vec<_>>().join("\n")
}

/// [`printed`] without any space, so that names spread over three places read as names.
pub(super) fn squeezed(document: &Document) -> [String; 3] {
    printed(document).map(|text| text.chars().filter(|c| !c.is_whitespace()).collect())
}

#[test]
fn a_notice_names_women_and_minorities_with_their_posts() {
    let document = publicity_notice::document(&notice(vec![
        branches(&["机关党支部", "公证处党支部"]),
        people(2),
        CommendedList { kind: "优秀党务工作者".to_owned(), ..people(10) },
    ]));
    golden("publicity-notice", &document);
    assert_rows_fill_their_columns(&document);
    for text in squeezed(&document) {
        for wanted in [
            "一、先进基层党组织（2个）",
            "二、优秀共产党员（2名）",
            "三、优秀党务工作者（10名）",
            "丁㛃",
            "马建国（女）",
            "邓㛃（回族）",
            "公示期为2012年6月11日—6月15日。",
            "联系电话：0832-2345678",
        ] {
            assert!(text.contains(wanted), "{wanted} is not in {text}");
        }
    }
}

#[test]
fn a_notice_without_phone_and_address_leaves_room_to_write_them() {
    let mut bare = notice(vec![people(1)]);
    (bare.unit.phone, bare.basis) = (None, None);
    bare.steps.clear();
    bare.date_style = DateStyle::Chinese;
    let text = publicity_notice::document(&bare).plain_text();
    assert!(text.contains("联系电话：\t\n") && text.contains("通信地址：\t\n"), "{text}");
    assert!(text.contains("\n拟表彰优秀共产党员1名。") && text.contains("二〇一二年六月十一日"), "{text}");
    let known = PublicityNotice { address: Some("某县某街1号".to_owned()), ..bare };
    assert!(publicity_notice::document(&known).plain_text().contains("通信地址：\t某县某街1号"));
}

#[test]
fn a_decision_lists_names_in_annexes_with_their_counts() {
    let document = commendation_decision::document(&decision(vec![
        branches(&["机关党支部", "公证处党支部"]),
        people(60),
    ]));
    golden("commendation-decision", &document);
    assert_rows_fill_their_columns(&document);
    for text in squeezed(&document) {
        for wanted in [
            "各党总支、党支部：",
            "授予丁㛃等60名同志“优秀共产党员”称号",
            "授予机关党支部等2个党组织“先进基层党组织”称号",
            "附件：1．先进基层党组织（2个）",
            "附件2",
            "二〇一二年六月二十五日",
            "马建国（女）",
        ] {
            assert!(text.contains(wanted), "{wanted} is not in {text}");
        }
    }
}

#[test]
fn a_single_annex_has_no_number() {
    let decision = decision(vec![CommendedList { kind: "抗旱先进个人".to_owned(), ..people(1) }]);
    let text = commendation_decision::document(&decision).plain_text();
    assert!(text.contains("附件：抗旱先进个人（1名）") && text.contains("\n附件\n"), "{text}");
    assert!(text.contains("授予丁㛃同志“抗旱先进个人”称号"), "{text}");
    assert!(text.contains("希望受到表彰的个人珍惜荣誉"), "{text}");
}

#[test]
fn a_list_of_names_holds_every_name_in_its_order() {
    for count in [0, 1, 60, 600] {
        let document = commendation_decision::list(&decision(vec![people(count)]));
        assert_rows_fill_their_columns(&document);
        let cells: Vec<String> = grids(&document)
            .flat_map(|grid| grid.rows.iter())
            .flat_map(|row| row.cells.into_iter().map(|cell| cell.content.plain()))
            .filter(|name| !name.is_empty())
            .collect();
        let expected: Vec<String> = people(count).entries.iter().map(Commended::shown).collect();
        assert_eq!(cells, expected);
        let [pdf, ..] = squeezed(&document);
        assert!(pdf.contains(&format!("（{count}名）")), "{pdf}");
        assert_eq!(pdf.matches("买买提·阿卜杜拉·吐尔逊江（维吾尔族）").count(), count / 10, "{pdf}");
    }
}

#[test]
fn a_name_of_two_characters_takes_the_room_of_three() {
    let shown = |name: &str, sex, ethnicity: &str| {
        let ethnicity = Ethnicity::parse(ethnicity);
        Commended::Member { name: name.to_owned(), sex, ethnicity, post: None }.shown()
    };
    assert_eq!(shown("王磊", Some(Sex::Male), "汉族"), "王　磊");
    assert_eq!(shown("崔䶮", Some(Sex::Female), "汉族"), "崔　䶮（女）");
    assert_eq!(shown("欧阳文静", Some(Sex::Female), "回族"), "欧阳文静（女，回族）");
    assert_eq!(shown("孔令辉", None, ""), "孔令辉");
}

#[test]
fn a_full_line_holds_28_characters_and_a_page_22_lines() {
    let mut long = decision(vec![people(1)]);
    long.basis = Some("创".repeat(28 * 40));
    let document = commendation_decision::document(&long);
    let book = fonts();
    let layout = export::Layout::new(&document, &book, &crate::progress::Silent).unwrap();
    let mut pages: Vec<Vec<String>> = Vec::new();
    layout
        .draw("", &crate::progress::Silent, &mut |page, _| {
            let texts = page.marks.iter().filter_map(|mark| match mark {
                export::layout::Mark::Text { text, .. } => Some(text.clone()),
                _ => None,
            });
            pages.push(texts.collect());
            Ok(())
        })
        .unwrap();
    let full = "创".repeat(28);
    assert!(pages[0].contains(&full), "{:?}", pages[0]);
    // The second page holds nothing but running text and its number.
    assert_eq!(pages[1].len(), 22 + 1, "{:?}", pages[1]);
    assert!(pages[1].iter().take(22).all(|line| *line == full));
    assert_eq!(pages[1].last().unwrap(), "— 2 —");
}

#[test]
fn no_page_holds_a_signature_alone() {
    for lines in 1..50 {
        let mut decision = decision(vec![people(1)]);
        decision.basis = Some("依".repeat(28 * lines));
        let document = commendation_decision::document(&decision);
        let [pdf, ..] = printed(&document);
        let page = pdf.split('\u{c}').find(|page| page.contains("二〇一二年六月二十五日")).unwrap();
        let page: String = page.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(page.contains("群众之中。附件：优秀共产党员（1名）县司法局党组"), "{lines}: {page}");
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

#[test]
fn public_papers_hold_no_private_data_by_what_they_are_made_of() {
    // A notice and a list are made of names, 性别, 民族 and posts; the phone on a notice is the office's.
    let notice = publicity_notice::document(&notice(vec![branches(&["机关党支部"]), people(60)]));
    let list = commendation_decision::list(&decision(vec![people(60)]));
    for document in [&notice, &list] {
        for text in squeezed(document) {
            for secret in ["990101", "出生", "身份证", "手机", "1990000"] {
                assert!(!text.contains(secret), "{secret} stands on {}", document.key);
            }
        }
    }
}
