//! 公示, 表彰决定, 表彰名单, from small hand-made records.

use super::{
    printing::{fonts, printed, squeezed},
    *,
};
use crate::{
    documents::{
        DateStyle,
        commendation_decision::{self, CommendationDecision},
        commended::{Commended, CommendedList},
        publicity_notice::{self, PublicityNotice},
    },
    export,
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
