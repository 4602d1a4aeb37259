//! 表彰决定 with its annexes, and 表彰名单 alone (`domain.md` §2 K): background, decision, call; names in
//! 姓氏笔画 order, counts in the headings. Public papers: names only.

use chrono::NaiveDate;

use super::{
    Align, Block, DateStyle, Document, Face, Paper, TextStyle,
    commended::{Commended, CommendedList},
    conventions::title,
    text_paper::{self, TextPaper, paragraph, section},
};
use crate::organizations::OrganizationKind;

/// 表彰决定.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommendationDecision {
    /// 发文机关.
    pub unit: String,
    /// Kinds of organizations below the unit, in official order: who it is addressed to.
    pub addressees: Vec<OrganizationKind>,
    /// 表彰活动 with its year: 2012年“七一”表彰.
    pub programme: String,
    /// 依据.
    pub basis: Option<String>,
    /// The steps that led here: 考核, 推荐, 公示, 审定.
    pub steps: Vec<String>,
    /// By kind; each becomes an annex.
    pub lists: Vec<CommendedList>,
    /// 表彰日期.
    pub granted_on: NaiveDate,
    /// How it is written.
    pub date_style: DateStyle,
}

/// The decision with one annex a kind.
pub fn document(decision: &CommendationDecision) -> Document {
    let single = decision.lists.len() == 1;
    // An annex's title says what 附件说明 says (GB/T 9704-2012 7.3.7).
    let names = decision.lists.iter().map(CommendedList::heading).collect();
    let kinds: Vec<&str> = decision.lists.iter().map(|list| list.kind.as_str()).collect();
    let paper = TextPaper {
        unit: decision.unit.clone(),
        title: format!("关于表彰{}的决定", listed(&kinds)),
        addressees: addressees(&decision.addressees),
        body: body(decision),
        annexes: names,
        dated: decision.granted_on,
        date_style: decision.date_style,
    };
    let mut sections = vec![section("表彰决定", paper.blocks())];
    for (index, list) in decision.lists.iter().enumerate() {
        let mut blocks = text_paper::annex((!single).then_some(index + 1), &list.heading());
        blocks.push(Block::Grid(list.in_columns()));
        sections.push(section(&format!("{}名单", list.kind), blocks));
    }
    Document {
        key: "commendation-decision".into(),
        name: format!("{}决定-{}", decision.programme, decision.granted_on),
        sections,
    }
}

/// 表彰名单, a page or more a kind, with the day under its title.
pub fn list(decision: &CommendationDecision) -> Document {
    let dated = text_paper::date(decision.granted_on, decision.date_style);
    let under = TextStyle { face: Face::KaiTi, indent: 0.0, align: Align::Center, ..TextStyle::RUNNING };
    let sections = decision
        .lists
        .iter()
        .map(|list| {
            let blocks = vec![
                title(&decision.unit, &list.heading(), 22.0, Paper::A4),
                Block::Text { text: format!("（{dated}表彰）"), style: under },
                Block::Space(text_paper::LINE / 2.0),
                Block::Grid(list.in_columns()),
            ];
            section(&format!("{}名单", list.kind), blocks)
        })
        .collect();
    Document {
        key: "commendation-list".into(),
        name: format!("{}名单-{}", decision.programme, decision.granted_on),
        sections,
    }
}

/// 各党委、党总支、党支部.
fn addressees(kinds: &[OrganizationKind]) -> Option<String> {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.label()).collect();
    (!kinds.is_empty()).then(|| format!("各{}", kinds.join("、")))
}

fn body(decision: &CommendationDecision) -> Vec<Block> {
    let entries = || decision.lists.iter().flat_map(|list| &list.entries);
    let people = entries().any(|entry| matches!(entry, Commended::Member { .. }));
    let organizations = entries().any(|entry| matches!(entry, Commended::Organization(_)));
    let honoured = match (organizations, people) {
        (true, true) => "党组织和个人",
        (true, false) => "党组织",
        _ => "个人",
    };
    let basis = decision.basis.as_ref().map_or_else(String::new, |basis| format!("根据{basis}，"));
    let steps = if decision.steps.is_empty() {
        String::new()
    } else {
        format!("经{}，", decision.steps.join("、"))
    };
    let grants: Vec<String> = decision.lists.iter().map(grant).collect();
    vec![
        paragraph(
            "创先争优活动开展以来，各级党组织围绕中心、服务群众，广大党员立足岗位、履行承诺，\
             自觉接受群众评议，在各项工作中发挥了战斗堡垒作用和先锋模范作用，涌现出一批先进典型。",
        ),
        paragraph(format!(
            "为表彰先进、树立榜样，{basis}{steps}{}决定：{}。",
            decision.unit,
            grants.join("；")
        )),
        paragraph(format!(
            "希望受到表彰的{honoured}珍惜荣誉，谦虚谨慎，在今后的工作中再创佳绩。各级党组织和广大党员\
             要以先进为榜样，对照承诺找差距，立足本职作贡献，把创先争优的要求落实到日常工作和服务群众之中。"
        )),
    ]
}

/// 授予机关党支部等2个党组织“先进基层党组织”称号.
fn grant(list: &CommendedList) -> String {
    let count = list.entries.len();
    let whom = match (list.entries.first(), count) {
        (Some(Commended::Organization(name)), 1) => name.clone(),
        (Some(Commended::Organization(name)), _) => format!("{name}等{}党组织", list.count()),
        (Some(Commended::Member { name, .. }), 1) => format!("{name}同志"),
        (Some(Commended::Member { name, .. }), _) => format!("{name}等{}同志", list.count()),
        (None, _) => String::new(),
    };
    format!("授予{whom}“{}”称号", list.kind)
}

/// 甲、乙和丙.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [many @ .., last] => format!("{}和{last}", many.join("、")),
    }
}
