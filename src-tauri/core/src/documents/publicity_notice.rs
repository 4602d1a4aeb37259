//! 公示 of those who are to be commended (`domain.md` §2 J): basis, lists by kind with counts, the
//! days, how to object. Posted on a wall: nothing of a person but name, 性别, 民族 and post stands here.

use chrono::{Datelike, NaiveDate};

use super::{
    Block, Cell, DateStyle, Document, Grid, Inline, Row, Rows, Ruling, TextStyle, Valign,
    commended::{Commended, CommendedList},
    conventions::Unit,
    text_paper::{LINE, TextPaper, paragraph, section},
};
use crate::clock::{chinese_date, read_out};

/// 公示.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicityNotice {
    /// 公示单位, with the phone that objections go to.
    pub unit: Unit,
    /// 通信地址; a rule to write on when unknown.
    pub address: Option<String>,
    /// 表彰活动 with its year: 2012年“七一”表彰.
    pub programme: String,
    /// 依据.
    pub basis: Option<String>,
    /// Steps that came before: 考核, 推荐.
    pub steps: Vec<String>,
    /// By kind.
    pub lists: Vec<CommendedList>,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    /// How the date under it is written.
    pub date_style: DateStyle,
}

/// The notice as a paper, dated by its first day.
pub fn document(notice: &PublicityNotice) -> Document {
    let programme = notice.programme.strip_suffix("表彰").unwrap_or(&notice.programme);
    let title = format!("{programme}拟表彰对象公示");
    let mut body = vec![paragraph(introduction(notice))];
    let people = |list: &&CommendedList| matches!(list.entries.first(), Some(Commended::Member { .. }));
    let widest = notice.lists.iter().filter(people).map(CommendedList::widest).fold(0.0, f32::max);
    for (index, list) in notice.lists.iter().enumerate() {
        let number = read_out(u32::try_from(index + 1).unwrap_or(u32::MAX));
        body.push(paragraph(format!("{number}、{}", list.heading())));
        body.push(Block::Grid(list.with_posts(widest)));
    }
    body.extend(objections(notice));
    let paper = TextPaper {
        unit: notice.unit.name.clone(),
        title: title.clone(),
        addressees: None,
        body,
        annexes: Vec::new(),
        dated: notice.days.0,
        date_style: notice.date_style,
    };
    Document {
        key: "publicity-notice".into(),
        name: format!("{title}-{}", notice.days.0),
        sections: vec![section("公示", paper.blocks())],
    }
}

/// 2012年“七一”表彰; a name that says its year is left alone.
pub(super) fn titled(programme: &str, year: i32) -> String {
    if programme.contains(&year.to_string()) { programme.to_owned() } else { format!("{year}年{programme}") }
}

fn introduction(notice: &PublicityNotice) -> String {
    let basis = notice.basis.as_ref().map_or_else(String::new, |basis| format!("根据{basis}，"));
    let steps =
        if notice.steps.is_empty() { String::new() } else { format!("经{}，", notice.steps.join("、")) };
    let counts: Vec<String> =
        notice.lists.iter().map(|list| format!("{}{}", list.kind, list.count())).collect();
    let people = notice
        .lists
        .iter()
        .flat_map(|list| &list.entries)
        .any(|entry| matches!(entry, Commended::Member { .. }));
    let order = if people { "（人员以姓氏笔画为序）" } else { "" };
    format!("{basis}{steps}拟表彰{}。为充分听取党员和群众意见，现将名单公示如下{order}：", counts.join("、"))
}

/// The days, how to object, where to.
fn objections(notice: &PublicityNotice) -> Vec<Block> {
    let phone = notice.unit.phone.clone().map_or(Inline::Blank(70.0), Inline::Code);
    let address = notice.address.clone().map_or(Inline::Blank(110.0), Inline::Text);
    vec![
        paragraph(format!("公示期为{}。", days(notice.days.0, notice.days.1))),
        paragraph(
            "公示期间，对公示对象有异议的，可以通过来电、来信、来访等方式反映。反映情况应当实事求是、\
             内容具体：以单位名义反映的，加盖公章；以个人名义反映的，写明真实姓名和联系方式。\
             来信以公示期内的邮戳为准。",
        ),
        Block::Grid(beside(vec![("联系电话：", phone), ("通信地址：", address)])),
    ]
}

/// Labels with values beside them, two characters in.
fn beside(lines: Vec<(&str, Inline)>) -> Grid {
    const STYLE: TextStyle = TextStyle { indent: 0.0, valign: Valign::Middle, ..TextStyle::RUNNING };
    let rows = lines
        .into_iter()
        .map(|(label, value)| {
            let empty = Cell::new(Inline::Empty, STYLE);
            Row {
                cells: vec![empty, Cell::text(label, STYLE), Cell::new(value, STYLE)],
                height: LINE,
                with_next: true,
            }
        })
        .collect();
    Grid {
        columns: vec![10.0, 31.0, 115.0],
        header: Vec::new(),
        rows: Rows::list(rows),
        ruling: Ruling::None,
    }
}

/// 2012年6月11日—6月15日.
fn days(from: NaiveDate, until: NaiveDate) -> String {
    let last = if from.year() == until.year() {
        format!("{}月{}日", until.month(), until.day())
    } else {
        chinese_date(until)
    };
    if from == until { chinese_date(from) } else { format!("{}—{last}", chinese_date(from)) }
}
