//! The parts of a text paper (公文): title, 主送, body, 附件说明, 署名 and date, annex pages.
//! GB/T 9704-2012 as `domain.md` §4 has it: 三号仿宋, 28 characters a line, 22 lines a page, first-level
//! headings 黑体, second-level ones 楷体, page numbers — x — at the outer edge.

use chrono::NaiveDate;

use super::{
    Align, Block, DateStyle, Face, Footer, Paper, Section, TextStyle,
    conventions::{title, width},
};
use crate::{
    clock::{chinese_date, chinese_numeral_date},
    text,
};

/// A line of running text in mm: 22 of them fill 225 mm.
pub(super) const LINE: f32 = 225.0 / 22.0;
/// 二号.
const TITLE: f32 = 22.0;
/// Running text that begins at the edge: 主送.
const FROM_THE_EDGE: TextStyle = TextStyle { indent: 0.0, ..TextStyle::RUNNING };
/// The date stands four characters in from the right, under the seal (GB/T 9704-2012 7.3.5).
const DATE_INDENT: f32 = 4.0;
/// Numbers of headings.
const NUMERALS: &str = "一二三四五六七八九十";

/// What a text paper says.
pub(super) struct TextPaper {
    /// 发文机关.
    pub unit: String,
    /// 标题 without the unit.
    pub title: String,
    /// 主送, without its colon.
    pub addressees: Option<String>,
    /// 正文: [`paragraph`]s, lists.
    pub body: Vec<Block>,
    /// Names of the annexes, in order.
    pub annexes: Vec<String>,
    /// 成文日期.
    pub dated: NaiveDate,
    /// How it is written.
    pub date_style: DateStyle,
}

impl TextPaper {
    /// The paper from its title to its date.
    pub fn blocks(self) -> Vec<Block> {
        let tail = broken(&self.title);
        let mut blocks = vec![title(&self.unit, &tail, TITLE, Paper::A4), Block::Space(LINE)];
        blocks
            .extend(self.addressees.map(|to| Block::Text { text: format!("{to}："), style: FROM_THE_EDGE }));
        blocks.extend(self.body);
        if !self.annexes.is_empty() {
            blocks.push(Block::Space(LINE));
            blocks.extend(annex_statement(&self.annexes));
        }
        blocks.extend(signature(&self.unit, &date(self.dated, self.date_style)));
        blocks
    }
}

/// A title too long for a line, broken after 、 or before 和 into two lines as even as can be: a title
/// breaks where its words do (GB/T 9704-2012 7.3.1).
fn broken(title: &str) -> String {
    if width(title, TITLE) <= Paper::A4.text_width() {
        return title.to_owned();
    }
    let after = title.match_indices('、').map(|(at, mark)| at + mark.len());
    let before = title.match_indices('和').map(|(at, _)| at);
    let halves = after.chain(before).filter_map(|at| title.split_at_checked(at));
    let longest = |(head, tail): &(&str, &str)| text::units(head).max(text::units(tail));
    halves.min_by_key(longest).map_or_else(|| title.to_owned(), |(head, tail)| format!("{head}\n{tail}"))
}

/// A section of text: portrait pages, — x — at the outer edge.
pub(super) fn section(sheet: &str, blocks: Vec<Block>) -> Section {
    Section { sheet: sheet.to_owned(), paper: Paper::A4, footer: Footer::Dashes, blocks, copies: 1 }
}

/// An annex on pages of its own: 附件1 at the top left, its title on the third line. A single annex
/// has no number.
pub(super) fn annex(number: Option<usize>, name: &str) -> Vec<Block> {
    let mark = number.map_or_else(|| "附件".to_owned(), |number| format!("附件{number}"));
    vec![Block::AnnexMark(mark), title("", name, TITLE, Paper::A4), Block::Space(LINE / 2.0)]
}

/// A paragraph in the face that its number asks for: 一、黑体, （一）楷体, everything else 仿宋.
pub(super) fn paragraph(text: impl Into<String>) -> Block {
    let text = text.into();
    let face = face(&text);
    Block::Text { text, style: TextStyle { face, ..TextStyle::RUNNING } }
}

fn face(text: &str) -> Face {
    let numeral = |rest: &str| rest.trim_start_matches(|c| NUMERALS.contains(c)).len() < rest.len();
    let after = |rest: &str| rest.trim_start_matches(|c| NUMERALS.contains(c)).chars().next();
    match text.strip_prefix('（') {
        Some(rest) if numeral(rest) && after(rest) == Some('）') => Face::KaiTi,
        None if numeral(text) && after(text) == Some('、') => Face::HeiTi,
        _ => Face::FangSong,
    }
}

/// 附件：1．…, one a line under the other, without an end mark.
fn annex_statement(names: &[String]) -> Vec<Block> {
    let line = |text: String| Block::Text { text, style: TextStyle::RUNNING };
    match names {
        [one] => vec![line(format!("附件：{one}"))],
        many => many
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let lead = if index == 0 { "附件：" } else { "　　　" };
                line(format!("{lead}{}．{name}", index + 1))
            })
            .collect(),
    }
}

/// 署名 over the date, each centred on the other, as a seal over both wants it; a name too long for
/// that ends at the text's right edge.
fn signature(unit: &str, date: &str) -> Vec<Block> {
    #[allow(clippy::cast_precision_loss, reason = "a few dozen characters")]
    let characters = |words: &str| text::units(words) as f32 / 2.0;
    let overhang = (characters(unit) - characters(date)) / 2.0;
    let right = |text: &str, indent: f32| Block::Text {
        text: text.to_owned(),
        style: TextStyle { align: Align::Right, indent: indent.max(0.0), ..TextStyle::RUNNING },
    };
    // A long name moves the date further in, so that both stay centred.
    let date_indent = DATE_INDENT.max(overhang);
    let longest = width(unit, TextStyle::RUNNING.size) > Paper::A4.text_width();
    let unit_indent = if longest { 0.0 } else { date_indent - overhang };
    vec![Block::Space(2.0 * LINE), right(unit, unit_indent), right(date, date_indent)]
}

/// The day of a text paper.
pub(super) fn date(day: NaiveDate, style: DateStyle) -> String {
    match style {
        DateStyle::Arabic => chinese_date(day),
        DateStyle::Chinese => chinese_numeral_date(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_has_the_face_of_its_level() {
        for (text, expected) in [
            ("一、先进基层党组织（30个）", Face::HeiTi),
            ("十二、其他", Face::HeiTi),
            ("（一）机关", Face::KaiTi),
            ("1. 具体事项", Face::FangSong),
            ("一九二一年以来，", Face::FangSong),
            ("（盖章）", Face::FangSong),
            ("", Face::FangSong),
        ] {
            assert_eq!(face(text), expected, "{text}");
        }
    }

    #[test]
    fn the_name_and_the_date_are_centred_on_each_other() {
        let indents = |unit: &str, date: &str| -> Vec<f32> {
            signature(unit, date)
                .into_iter()
                .filter_map(|block| match block {
                    Block::Text { style, .. } => Some(style.indent),
                    _ => None,
                })
                .collect()
        };
        // 2012年6月25日 is 6.5 characters wide, the date's eleven in numerals.
        assert_eq!(indents("县司法局党组", "2012年6月25日"), [4.25, 4.0]);
        assert_eq!(indents("县司法局党组", "二〇一二年六月二十五日"), [6.5, 4.0]);
        assert_eq!(indents("中共某某市某某区司法局党组", "2012年6月25日"), [0.75, 4.0]);
        let long = indents("中共某某市某某区司法行政系统创先争优活动领导小组", "2012年6月25日");
        assert_eq!(long, [0.0, 8.75], "the date moves under a long name's middle");
    }

    #[test]
    fn annexes_are_counted_when_there_are_several() {
        let text = |names: &[&str]| -> Vec<String> {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            annex_statement(&names)
                .into_iter()
                .map(|block| match block {
                    Block::Text { text, .. } => text,
                    _ => String::new(),
                })
                .collect()
        };
        assert_eq!(text(&["名单"]), ["附件：名单"]);
        assert_eq!(text(&["甲", "乙"]), ["附件：1．甲", "　　　2．乙"]);
    }
}
