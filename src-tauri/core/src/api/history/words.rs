//! The office's words for tables and columns: what the history of records is read in. A test asks for the
//! words of every watched table, so that a new column does not reach the clerk without its name.

mod tables;

pub use self::tables::TABLES;

/// A table of records.
pub struct Table {
    /// Its name in the file.
    pub name: &'static str,
    /// 党员.
    pub label: &'static str,
    /// The columns that name one of its records, first known first.
    pub title: &'static [&'static str],
    /// Every column.
    pub columns: &'static [Column],
}

/// A column: its name in the file, the office's word, how its values are shown.
pub struct Column(pub &'static str, pub &'static str, pub Shown);

/// How a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Plain,
    /// Not at all: numbers that only the file needs.
    Never,
    /// An ID number, its middle hidden.
    IdNumber,
    /// A phone number, its middle hidden.
    Phone,
    /// The record of another table, by its title.
    Of(&'static str),
    /// 成立 or 不成立.
    Upheld,
    /// 逐票录入 or 汇总录入.
    Entry,
    /// The key of a setting.
    Setting,
    /// A scheme's definition: its name.
    Scheme,
    /// Text too long for a line: how long it is.
    Long,
    /// The marks of a ballot, read by the scheme of the evaluation in the same record.
    Marks,
    /// One mark, read so too.
    Mark,
    /// The number of an item, read so too.
    Item,
}

/// The words of a table.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// The office's word for a setting.
pub fn setting(key: &str) -> &str {
    match key {
        "publicity_address" => "公示地址",
        "contact" => "联系人",
        _ => "其他设置",
    }
}
