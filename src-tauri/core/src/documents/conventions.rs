//! What official papers have in common: head and foot lines, dates, unknown values, titles that
//! break where the words do. Sources: `domain.md` §2 (general conventions) and §4.

use chrono::{Datelike, NaiveDate};

use super::{Align, Block, Cell, Field, Inline, Paper, TextStyle};
use crate::{
    clock::{Period, chinese_date},
    numbers::DASH,
    text,
};

pub use crate::organizations::Unit;

/// Text of wide tables: 仿宋 9, the smallest that paper should carry (`decisions.md` 21).
pub(super) const SMALL: TextStyle = TextStyle::BODY.sized(9.0);
/// Figures and short words of wide tables.
pub(super) const SMALL_CENTER: TextStyle = TextStyle::CENTER.sized(9.0);
/// Heads of wide tables.
pub(super) const SMALL_HEADER: TextStyle = TextStyle::HEADER.sized(9.0);

/// A label and its value.
pub(super) fn field(label: &str, value: Inline, weight: f32, align: Align) -> Field {
    Field { label: label.to_owned(), value, weight, align }
}

/// 填报单位（盖章） on the left, a dated statement on the right: the head of every upward table.
pub(super) fn unit_line(unit: &Unit, label: &str, value: String) -> Block {
    Block::Fields(vec![
        field("填报单位（盖章）：", Inline::Text(unit.name.clone()), 3.0, Align::Left),
        field(label, Inline::Text(value), 2.0, Align::Right),
    ])
}

/// 负责人（签名） 审核人 填表人（签名） 联系电话 报出时间: the foot of every upward table.
pub(super) fn foot_line(phone: Option<&str>) -> Block {
    let phone = phone.map_or(Inline::Blank(24.0), |phone| Inline::Code(phone.to_owned()));
    Block::Fields(vec![
        field("负责人（签名）：", Inline::Blank(20.0), 1.1, Align::Left),
        field("审核人：", Inline::Blank(20.0), 0.9, Align::Left),
        field("填表人（签名）：", Inline::Blank(20.0), 1.1, Align::Left),
        field("联系电话：", phone, 1.0, Align::Left),
        field("报出时间：", Inline::Text(EMPTY_DATE.to_owned()), 1.1, Align::Right),
    ])
}

/// [`foot_line`], on three lines of a portrait page: a portrait workbook's columns leave no room for
/// three signatures side by side.
pub(super) fn foot_lines(phone: Option<&str>, paper: Paper) -> Vec<Block> {
    let Block::Fields(mut fields) = foot_line(phone) else { return Vec::new() };
    if paper.width > paper.height {
        return vec![Block::Fields(fields)];
    }
    for field in &mut fields {
        field.weight = 1.0;
    }
    let mut second = fields.split_off(2.min(fields.len()));
    let third = second.split_off(2.min(second.len()));
    vec![Block::Fields(fields), Block::Fields(second), Block::Fields(third)]
}

/// The foot that a layout names: 监票人 and others to sign, a day to fill in.
pub(super) fn foot_of(labels: &[String]) -> Block {
    let last = labels.len().saturating_sub(1);
    let fields = labels.iter().enumerate().map(|(place, label)| {
        let dated = label.ends_with("日期") || label.ends_with("时间");
        let value = if dated { Inline::Text(EMPTY_DATE.to_owned()) } else { Inline::Blank(20.0) };
        let align = if place == last && place > 0 { Align::Right } else { Align::Left };
        field(&format!("{label}："), value, 1.0, align)
    });
    Block::Fields(fields.collect())
}

/// A date to fill in by hand.
pub(super) const EMPTY_DATE: &str = "　　　年　　月　　日";

/// Between a table's frame and the words under it, in mm.
pub(super) const UNDER_TABLE: f32 = 1.0;

/// 注 under a table; nothing when there is nothing to say.
pub(super) fn notes(lines: &[String]) -> Vec<Block> {
    let text = match lines {
        [] => return Vec::new(),
        [one] => format!("注：{one}"),
        many => many
            .iter()
            .enumerate()
            .map(|(index, line)| format!("{}{}.{line}", if index == 0 { "注：" } else { "　　" }, index + 1))
            .collect::<Vec<_>>()
            .join("\n"),
    };
    vec![Block::Space(UNDER_TABLE), Block::Text { text, style: TextStyle::NOTE.sized(9.0) }]
}

/// A day in a table: 2012-03-15; "—" when unknown.
pub(super) fn day(day: Option<NaiveDate>) -> Inline {
    Inline::Text(day.map_or_else(|| DASH.to_owned(), |day| day.to_string()))
}

/// A month in a form: 1985年11月; "—" when unknown.
pub(super) fn month(day: Option<NaiveDate>) -> Inline {
    Inline::Text(day.map_or_else(|| DASH.to_owned(), |day| format!("{}年{}月", day.year(), day.month())))
}

/// A word in a table; "—" when unknown ("no empty cell", `domain.md` §2 H).
pub(super) fn word(word: Option<impl Into<String>>) -> Inline {
    Inline::Text(word.map_or_else(|| DASH.to_owned(), Into::into))
}

/// A left-aligned cell whose "—" stands in the middle.
pub(super) fn left(content: Inline, style: TextStyle) -> Cell {
    let unknown = matches!(&content, Inline::Text(text) if text == DASH);
    let align = if unknown { Align::Center } else { style.align };
    Cell::new(content, TextStyle { align, ..style })
}

/// A count; "—" where there is no such figure.
pub(super) fn count(count: Option<u64>) -> Inline {
    count.map_or_else(|| Inline::Text(DASH.to_owned()), Inline::Count)
}

/// The day-to-day words of a period: 2012年2月1日至2012年3月15日.
pub(super) fn period_words(period: &Period) -> String {
    format!("{}至{}", chinese_date(period.from), chinese_date(period.to))
}

/// Width of a line of type in mm; a point is 0.3528 mm.
pub(super) fn width(words: &str, size: f32) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "a title has a few dozen characters")]
    let characters = text::units(words) as f32 / 2.0;
    characters * size * 0.3528
}

/// A title of two parts that stays on one line where it can, else breaks between them, and goes
/// from `size` to 小二 (18 pt) where a part would not fit (`decisions.md` 20).
pub(super) fn title(head: &str, tail: &str, size: f32, paper: Paper) -> Block {
    let room = paper.text_width();
    let sizes = [size, size.min(18.0)];
    let longest = |words: &str, size| words.lines().map(|line| width(line, size)).fold(0.0, f32::max);
    let fits = |size: &&f32| {
        longest(head, **size).max(longest(tail, **size)) <= room
            || width(head, **size) + width(tail, **size) <= room
    };
    let size = sizes.iter().find(fits).copied().unwrap_or(18.0_f32.min(size));
    // Figures of title faces are wider than half a character.
    let digits = |words: &str| words.chars().filter(char::is_ascii_digit).count();
    #[allow(clippy::cast_precision_loss, reason = "a title has a few figures")]
    let spare = (digits(head) + digits(tail)) as f32 * 0.15 * size * 0.3528;
    let text = if head.is_empty() || width(head, size) + width(tail, size) + spare <= room {
        format!("{head}{tail}")
    } else {
        format!("{head}\n{tail}")
    };
    Block::Title { text, size }
}

/// Height of a title in mm: 1.5 times its size for each line, and the space under it.
pub(super) fn title_height(text: &str, size: f32, paper: Paper) -> f32 {
    let lines: f32 = text.lines().map(|line| (width(line, size) / paper.text_width()).ceil().max(1.0)).sum();
    (lines * 1.5 + 0.35) * size * 0.3528
}

/// A grade's name in a narrow column: 比较 above 满意, 不 above 了解.
pub(super) fn stacked(name: &str) -> String {
    stacked_from(3, name)
}

/// [`stacked`] where names shorter than `least` characters fit on one line.
pub(super) fn stacked_from(least: usize, name: &str) -> String {
    let length = name.chars().count();
    let first = match length {
        _ if length < least => return name.to_owned(),
        3 => 1,
        4 => 2,
        _ => return name.to_owned(),
    };
    let head: String = name.chars().take(first).collect();
    let tail: String = name.chars().skip(first).collect();
    format!("{head}\n{tail}")
}

/// 表彰类别 in a narrow column: 优秀 above 共产党员, never 优秀共 above 产党员.
pub(super) fn stacked_kind(kind: &str) -> String {
    match (kind.chars().count(), kind.char_indices().nth(2)) {
        (6, Some((at, _))) => {
            let (first, second) = kind.split_at(at);
            format!("{first}\n{second}")
        }
        _ => kind.to_owned(),
    }
}

/// A head cell of a wide table.
pub(super) fn small_head(text: impl Into<String>) -> Cell {
    Cell::text(text, SMALL_HEADER)
}

/// A centred cell of a wide table.
pub(super) fn small(content: Inline) -> Cell {
    Cell::new(content, SMALL_CENTER)
}
