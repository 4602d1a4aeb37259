//! Tables of any length and depth, read back by other programs.

use calamine::{Data, Reader, Xlsx, open_workbook};
use chrono::NaiveDate;
use xianfeng_core::{
    clock::Period,
    documents::table_paper,
    export::{FontBook, Format, fonts_folder, write_files},
    progress::Silent,
    statistics::{
        books::{Scope, Span},
        indicators::Value,
        layout::Layout,
        report::{Figure, Grid, Report, Role, Row},
    },
};

use super::{pages, read_by_poppler, told_by};

/// Four levels of heads, many leaves.
fn layout(paper: &str) -> Layout {
    let bands: Vec<String> = (0..6)
        .map(|band| format!("{{ head = \"{band}至{}年\", indicator = \"members.total\" }}", band + 1))
        .collect();
    let text = format!(
        "key = \"deep\"\nversion = 1\nname = \"深表\"\nabout = \"四层表头。\"\ntitle = \"{{单位}}党员情况统计表\"\n{paper}\
         [[table]]\nlabel = \"党支部\"\ncolumns = [\n\
         {{ head = \"党员总数\", indicator = \"members.total\" }},\n\
         {{ head = \"结构\", columns = [\n\
           {{ head = \"党龄\", columns = [\n\
             {{ head = \"转正以后\", columns = [{}] }},\n\
             {{ head = \"不计党龄\", indicator = \"members.party_age_none\" }},\n\
           ] }},\n\
           {{ head = \"女党员比例%\", indicator = \"members.female_rate\" }},\n\
           {{ head = \"民情日记\" }},\n\
         ] }},\n\
         {{ head = \"备注\", by-hand = true }},\n]\n\
         [[table.section]]\nrows = \"党支部\"\ntotal = \"合　计\"\n",
        bands.join(", ")
    );
    Layout::parse(&text).unwrap_or_else(|error| panic!("{:?}", error.details))
}

fn report(layout: Layout, rows: u64) -> Report {
    let leaves = layout.tables[0].leaves().len();
    let figures = |count: u64| -> Vec<Figure> {
        (0..leaves)
            .map(|leaf| match leaf {
                8 => Figure::Counted {
                    indicator: "members.female_rate".to_owned(),
                    span: Span::Period,
                    value: Value::Share { part: count, whole: 3 * count },
                },
                9 => Figure::NotRecorded,
                10 => Figure::ByHand,
                _ => Figure::Counted {
                    indicator: "members.total".to_owned(),
                    span: Span::Period,
                    value: Value::Count(count),
                },
            })
            .collect()
    };
    let row = |role, number: String, name: &str, count| Row {
        role,
        section: 0,
        number,
        name: name.to_owned(),
        scope: Scope::default(),
        figures: figures(count),
    };
    // The third name is a long one, the fourth has characters few fonts hold.
    let names = [
        "机关党支部",
        "公证处党支部",
        "县某某某某某某某某某某某某某某某某某有限责任公司联合党支部",
        "周𬱖䶮工作室党支部",
    ];
    let mut lines: Vec<Row> = (0..rows)
        .map(|place| {
            let name = names[usize::try_from(place).unwrap() % names.len()];
            row(Role::Line, (place + 1).to_string(), name, place + 1)
        })
        .collect();
    lines.push(row(Role::Total, String::new(), "合　计", rows * (rows + 1) / 2));
    Report {
        layout,
        unit: "县司法局党组".to_owned(),
        period: Period::parse("2012Q1").unwrap(),
        as_of: NaiveDate::from_ymd_opt(2012, 3, 31).unwrap(),
        tables: vec![Grid { lead: None, rows: lines }],
        notes: vec!["“民情日记”尚未登记，以“—”表示。".to_owned()],
        failures: Vec::new(),
    }
}

#[test]
fn tables_of_0_1_60_and_600_rows_are_whole_in_every_format() {
    let fonts = FontBook::open(&fonts_folder().unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let now = NaiveDate::from_ymd_opt(2012, 3, 31).unwrap().and_hms_opt(12, 0, 0).unwrap();
    for paper in ["", "paper = \"A3\"\n", "orientation = \"纵向\"\n"] {
        for rows in [0, 1, 60, 600] {
            let document = table_paper::document(&[report(layout(paper), rows)], None).unwrap();
            let formats = [Format::Pdf, Format::Xlsx, Format::Html];
            let printed = write_files(&document, &formats, &fonts, now, &Silent, folder.path()).unwrap();
            assert!(printed.unprintable.is_empty());
            let [pdf, xlsx, html] = printed.files.as_slice() else { panic!("{:?}", printed.files) };

            told_by("qpdf", &["--check"], pdf);
            let text = read_by_poppler(pdf);
            let squeezed: String = text.split_whitespace().collect();
            assert!(squeezed.contains("转正以后") && squeezed.contains("不计党龄"), "{text}");
            assert_eq!(squeezed.matches("周𬱖䶮工作室党支部").count() as u64, rows / 4, "{paper}{rows}");
            // Heads stand on every page that the grid reaches.
            let pages = pages(pdf);
            let heads = squeezed.matches("转正以后").count();
            assert!(heads == pages || heads + 1 == pages, "{heads} heads on {pages} pages");

            let mut book: Xlsx<_> = open_workbook(xlsx).unwrap();
            let name = book.sheet_names()[0].clone();
            let range = book.worksheet_range(&name).unwrap();
            let whole = (rows * (rows + 1) / 2).to_string();
            let numbers = |cell: &Data| matches!(cell, Data::Float(figure) if figure.to_string() == whole);
            let has = range.cells().any(|(_, _, cell)| numbers(cell));
            assert!(has, "{rows}: no cell of the workbook says {whole}");
            let formulas = book.worksheet_formula(&name).unwrap();
            let sums = formulas.cells().filter(|(_, _, formula)| formula.starts_with("SUM(")).count();
            assert_eq!(sums, if rows == 0 { 0 } else { 8 }, "the counts of the total are sums");

            let html = std::fs::read_to_string(html).unwrap();
            assert!(html.contains("党员总数") || html.contains("党员"), "the preview shows the heads");
        }
    }
}
