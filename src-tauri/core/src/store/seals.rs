//! What `verify` knows of sealed reports (封存件): the hash over a row of `sealed_report`, and the
//! operation that carries it into the chain. What a seal means is `statistics/seal`.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::history::FieldHash;
use crate::Result;

/// Name of the operations that seal. They are notes: nothing takes a seal back.
pub const SEALING: &str = "封存报表";

/// A row of `sealed_report`, without its hash.
pub struct SealedRow<'a> {
    /// Key of the layout.
    pub form: &'a str,
    /// 2012Q1.
    pub period: &'a str,
    /// 截止日期, ISO.
    pub as_of: &'a str,
    /// 第几版.
    pub version: i64,
    /// Why, where one was given.
    pub reason: Option<&'a str>,
    /// When, as the history writes moments.
    pub sealed_at: &'a str,
    /// The layout's TOML.
    pub layout: &'a str,
    /// Figures and rows, deflated.
    pub figures: &'a [u8],
    /// The very files.
    pub pdf: &'a [u8],
    /// The workbook.
    pub xlsx: &'a [u8],
    /// The preview.
    pub html: &'a [u8],
}

impl SealedRow<'_> {
    /// SHA-256 over every column.
    pub fn hash(&self) -> String {
        let mut hash = FieldHash::default();
        hash.text(Some(self.form));
        hash.text(Some(self.period));
        hash.text(Some(self.as_of));
        hash.number(self.version);
        hash.text(self.reason);
        hash.text(Some(self.sealed_at));
        hash.text(Some(self.layout));
        for bytes in [self.figures, self.pdf, self.xlsx, self.html] {
            hash.bytes(Some(bytes));
        }
        hash.finish()
    }

    /// As [`label`].
    pub fn label(&self) -> String {
        label(self.form, self.period, self.version)
    }
}

/// `quarterly-table 2012Q1 第1版`: by what people and the history call a seal.
pub fn label(form: &str, period: &str, version: i64) -> String {
    format!("{form} {period} 第{version}版")
}

/// What the history says of a seal: the chain over the operations covers the hash with it.
pub fn detail(label: &str, hash: &str) -> String {
    format!("{label} {MARK}{hash}")
}

const MARK: &str = "SHA-256 ";

/// The labels of seals that are not as they were sealed, or are gone.
///
/// # Errors
/// Storage errors.
pub(crate) fn broken(connection: &Connection) -> Result<BTreeSet<String>> {
    let mut noted = connection
        .prepare("SELECT detail FROM operation WHERE kind = 'note' AND name = ?1 AND detail IS NOT NULL")?
        .query_map([SEALING], |row| row.get::<_, String>(0))?
        .collect::<Result<BTreeSet<_>, _>>()?;
    let mut broken = BTreeSet::new();
    let mut statement = connection.prepare(
        "SELECT layout_key, period, as_of, version, reason, sealed_at, layout, figures, pdf, xlsx, html, hash
         FROM sealed_report ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column: usize| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str()?);
        let blob = |column: usize| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_blob()?);
        let sealed = SealedRow {
            form: text(0)?,
            period: text(1)?,
            as_of: text(2)?,
            version: row.get(3)?,
            reason: row.get_ref(4)?.as_str_or_null().map_err(rusqlite::Error::from)?,
            sealed_at: text(5)?,
            layout: text(6)?,
            figures: blob(7)?,
            pdf: blob(8)?,
            xlsx: blob(9)?,
            html: blob(10)?,
        };
        let label = sealed.label();
        let hash = sealed.hash();
        if !noted.remove(&detail(&label, &hash)) || text(11)? != hash {
            broken.insert(label);
        }
    }
    broken.extend(
        noted.iter().filter_map(|detail| detail.split_once(MARK)).map(|(label, _)| label.trim().to_owned()),
    );
    Ok(broken)
}

#[cfg(test)]
mod tests {
    use super::{super::open, *};
    use crate::store::tests::office;

    #[test]
    fn a_migration_keeps_seals_and_what_guards_them() {
        let (folder, mut office) = office();
        let row = SealedRow {
            form: "quarterly-table",
            period: "2012Q1",
            as_of: "2012-03-31",
            version: 1,
            reason: None,
            sealed_at: "2012-03-31T12:00:00",
            layout: "",
            figures: b"figures",
            pdf: b"pdf",
            xlsx: b"xlsx",
            html: b"html",
        };
        office
            .keep(SEALING, |change| {
                change.execute(
                    "INSERT INTO sealed_report
                       (layout_key, period, as_of, version, sealed_at, layout, figures, pdf, xlsx, html, hash)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                    rusqlite::params![
                        row.form,
                        row.period,
                        row.as_of,
                        row.version,
                        row.sealed_at,
                        row.layout,
                        row.figures,
                        row.pdf,
                        row.xlsx,
                        row.html,
                        row.hash()
                    ],
                )?;
                change.describe(detail(&row.label(), &row.hash()));
                Ok(())
            })
            .unwrap();
        drop(office);
        let longer = [open::MIGRATIONS, &["CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;"]].concat();
        let path = folder.path().join(crate::store::FILE);
        let connection = open::open_with(&path, &longer, |_| Ok(())).unwrap();
        assert_eq!(broken(&connection).unwrap(), BTreeSet::new());
        let error = connection.execute("DELETE FROM sealed_report", []).unwrap_err();
        assert!(error.to_string().contains("a sealed report is never deleted"), "{error}");
    }
}
