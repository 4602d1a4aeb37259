//! What a file is: the tables that each kind of file can hold, tried on its sheets.

use super::{
    KindName,
    columns::{self, Layout},
    header::{self, Header, Vocabulary},
    look::{FieldLook, Guess, How, TableLook},
    mapping::Mapping,
    table,
    workbook::{Sheet, Workbook},
};

/// One table that a kind of file can hold.
pub struct Reader {
    /// Its columns.
    pub layout: &'static Layout,
    /// Items of evaluations, which are columns too.
    items: Vec<String>,
    vocabulary: Vocabulary,
}

impl Reader {
    fn new(layout: &'static Layout, items: &[String]) -> Self {
        Self { layout, items: items.to_vec(), vocabulary: Vocabulary::new(layout, items) }
    }

    /// The table with its fields.
    pub fn table(&self) -> TableLook {
        let own = self.layout.columns.iter().map(|column| FieldLook {
            name: column.name.to_owned(),
            required: column.required,
            synonyms: column.synonyms.iter().map(|word| (*word).to_owned()).collect(),
        });
        let items = self.items.iter();
        let items = items.map(|item| FieldLook { name: item.clone(), required: false, synonyms: Vec::new() });
        TableLook { name: self.layout.name.to_owned(), fields: own.chain(items).collect() }
    }
}

/// The tables of a kind. `items` are columns of 评议票.
pub fn readers(kind: KindName, items: &[String]) -> Vec<Reader> {
    match kind {
        KindName::Organizations => vec![Reader::new(&columns::ORGANIZATIONS, &[])],
        KindName::Members => vec![Reader::new(&columns::MEMBERS, &[])],
        KindName::Pledges => vec![Reader::new(&columns::PLEDGES, &[])],
        KindName::Nominations => vec![Reader::new(&columns::NOMINATIONS, &[])],
        KindName::Ballots => {
            vec![Reader::new(&columns::BALLOTS, items), Reader::new(&columns::MEETINGS, &[])]
        }
    }
}

/// The table that a sheet fits best among those of a kind: one that is whole before one that lacks
/// something, then the first.
pub fn fitting<'r>(
    sheet: &Sheet,
    readers: &'r [Reader],
    mapping: Option<&Mapping>,
) -> Option<(&'r Reader, Header)> {
    let found =
        readers.iter().filter_map(|reader| Some((reader, header::find(sheet, &reader.vocabulary, mapping)?)));
    found.min_by_key(|(_, header)| (!header.missing.is_empty(), std::cmp::Reverse(header.columns.len())))
}

/// Words in the name of a file, or over a table, that say what it is.
const NAMED: [(KindName, &[&str]); 5] = [
    (KindName::Ballots, &["评议票", "群众评议", "评议表"]),
    (KindName::Pledges, &["承诺"]),
    (KindName::Nominations, &["推荐", "表彰", "评先"]),
    (KindName::Members, &["党员", "花名册"]),
    (KindName::Organizations, &["党组织", "支部名册", "组织名册"]),
];

/// How well a file fits a kind.
struct Score {
    kind: KindName,
    /// Recognised columns of sheets that lack nothing.
    whole: usize,
    /// Recognised columns of the other sheets.
    partial: usize,
    /// Columns with the official word, and the file's name: they decide between kinds that share columns.
    hints: usize,
}

/// The kind that fits best, and how sure that is.
pub fn guessed(
    workbook: &Workbook,
    file_name: &str,
    items: &[String],
    mapping: Option<&Mapping>,
) -> (Option<KindName>, Guess) {
    let by_name = NAMED.iter().find(|(_, words)| words.iter().any(|word| file_name.contains(word)));
    let by_name = by_name.map(|(kind, _)| *kind);
    let scores = KindName::ALL.map(|kind| {
        let readers = readers(kind, items);
        let sheets = workbook.sheets.iter().filter(|sheet| table::is_read(sheet, mapping));
        let headers = sheets.filter_map(|sheet| fitting(sheet, &readers, mapping)).map(|(_, header)| header);
        let mut score =
            Score { kind, whole: 0, partial: 0, hints: if Some(kind) == by_name { 6 } else { 0 } };
        for header in headers {
            let columns = header.columns.len();
            score.hints += header.seen.iter().filter(|seen| seen.how == How::Official).count();
            if header.missing.is_empty() { score.whole += columns } else { score.partial += columns }
        }
        score
    });
    let best = |columns: fn(&Score) -> usize, least: usize| {
        let enough = scores.iter().filter(|score| columns(score) >= least);
        // Of several that fit alike, the first: organizations come before what is in them.
        let found = enough.min_by_key(|score| std::cmp::Reverse(columns(score) * 4 + score.hints));
        found.map(|score| score.kind)
    };
    if let Some(kind) = best(|score| score.whole, 2) {
        return (Some(kind), Guess::Sure);
    }
    match best(|score| score.partial, 3).or(by_name) {
        Some(kind) => (Some(kind), Guess::Likely),
        None => (None, Guess::Unknown),
    }
}
