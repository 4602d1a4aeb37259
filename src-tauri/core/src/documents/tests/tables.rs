//! Tables from layouts: heads, sections, totals, widths, streamed rows.

use super::*;
use crate::{
    clock::Period,
    documents::{Row, table_paper},
    numbers::Share,
    statistics::{
        books::{Scope, Span},
        indicators::Value,
        layout::{self, Layout},
        report::{self, Figure, Report, Role},
    },
};

fn layout(tables: &str) -> Layout {
    let head = "key = \"t\"\nversion = 1\nname = \"试表\"\nabout = \"试。\"\ntitle = \"{单位}{时段}试表\"\n";
    Layout::parse(&format!("{head}{tables}")).unwrap_or_else(|error| panic!("{:?}", error.details))
}

fn counted(value: Value) -> Figure {
    Figure::Counted { indicator: "members.total".to_owned(), span: Span::Period, value }
}

fn row(role: Role, section: usize, number: &str, name: &str, figures: Vec<Figure>) -> report::Row {
    let (number, name) = (number.to_owned(), name.to_owned());
    report::Row { role, section, number, name, scope: Scope::default(), figures }
}

fn filled(layout: Layout, tables: Vec<Vec<report::Row>>) -> Report {
    Report {
        unit: "县司法局党组".to_owned(),
        period: Period::parse("2012Q1").unwrap(),
        as_of: day("2012-03-31"),
        tables: tables.into_iter().map(|rows| report::Grid { lead: None, rows }).collect(),
        notes: vec!["党员数截至2012年3月31日。".to_owned()],
        failures: Vec::new(),
        layout,
    }
}

fn paper(report: Report) -> Document {
    table_paper::document(&[report], Some("0832-2345678")).unwrap()
}

const DEEP: &str = "[[table]]\nlabel = \"党支部\"\ncolumns = [\
    { head = \"党员数\", indicator = \"members.total\" },\
    { head = \"一级\", columns = [\
        { head = \"二级\", columns = [\
            { head = \"三级\", columns = [{ head = \"四级甲\", indicator = \"members.full\" }, { head = \"四级乙\" }] },\
            { head = \"三级丙\", indicator = \"members.female_rate\" }] },\
        { head = \"备注\", by-hand = true }] }]\n\
    [[table.section]]\nnumber = \"一\"\nname = \"甲组\"\nrows = \"党支部\"\ntotal = \"合　计\"\n\
    [[table.section]]\nnumber = \"二\"\nname = \"乙组\"\nrows = \"党支部\"\ntotal = \"合　计\"\n";

/// Lines of one section, each with 2 of something, and their total.
fn lines(section: usize, count: u64, name: &str, whole: u64) -> Vec<report::Row> {
    let figures = |value| {
        vec![
            counted(Value::Count(value)),
            counted(Value::Unknown),
            Figure::NotRecorded,
            counted(Value::Share { part: 1, whole: 3 }),
            Figure::ByHand,
        ]
    };
    let mut rows = vec![row(Role::Section, section, "一", "甲组", Vec::new())];
    rows.extend((1..=count).map(|number| row(Role::Line, section, &number.to_string(), name, figures(2))));
    rows.push(row(Role::Total, section, "", "合　计", figures(whole)));
    rows
}

#[test]
fn heads_of_four_levels_merge_and_reach_down() {
    let mut rows = lines(0, 2, "机关党支部", 4);
    rows.extend(lines(1, 1, "公证处党支部", 3));
    let document = paper(filled(layout(DEEP), vec![rows]));
    golden("table-paper", &document);
    assert_rows_fill_their_columns(&document);
    let grid = grids(&document).next().unwrap();
    assert_eq!((grid.header.len(), grid.columns.len()), (4, 7));
    // 序号, 党支部, 党员数 reach down four rows; 一级 covers four columns.
    let first: Vec<(usize, usize)> =
        grid.header[0].cells.iter().map(|cell| (cell.across, cell.down)).collect();
    assert_eq!(first, [(1, 4), (1, 4), (1, 4), (4, 1)]);
    let second: Vec<(usize, usize)> =
        grid.header[1].cells.iter().map(|cell| (cell.across, cell.down)).collect();
    assert_eq!(second, [(3, 1), (1, 3)]);
}

#[test]
fn a_total_is_a_formula_only_where_the_lines_plainly_add_up_to_it() {
    let mut rows = lines(0, 2, "机关党支部", 4);
    rows.extend(lines(1, 1, "公证处党支部", 3));
    let document = paper(filled(layout(DEEP), vec![rows]));
    let rows: Vec<Row> = grids(&document).next().unwrap().rows.iter().collect();
    assert_eq!(rows[3].cells[1].content, Inline::Sum { value: 4, rows: (1, 2) });
    // One line of 2 and a total of 3: the count stands as it was counted.
    assert_eq!(rows[6].cells[1].content, Inline::Count(3));
    assert_eq!(rows[3].cells[2].content, Inline::Text("—".to_owned()));
    assert_eq!(rows[3].cells[4].content, Inline::Percent { share: Share::new(1, 3), decimals: 2 });
    assert_eq!(rows[3].cells[5].content, Inline::Empty);
    // The last line stays with its total.
    assert!(rows[2].with_next && !rows[1].with_next);
}

#[test]
fn tables_of_any_length_break_into_pages_with_their_heads() {
    let long = "县某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某公司联合党支部";
    for (count, name, expected) in [
        (0, "机关党支部", 1),
        (1, "机关党支部", 1),
        (60, "机关党支部", 3),
        (600, "机关党支部", 27),
        (60, long, 5),
    ] {
        let document = paper(filled(layout(DEEP), vec![lines(0, count, name, 2 * count)]));
        assert_rows_fill_their_columns(&document);
        assert_eq!(pages(&document), expected, "{count} rows");
    }
}

#[test]
fn type_is_as_large_as_fits_and_a_table_that_cannot_fit_is_refused() {
    let columns = |count: usize| {
        let column = "{ head = \"参评人次\", indicator = \"members.total\" },".repeat(count);
        format!("[[table]]\nlabel = \"党支部\"\ncolumns = [{column}]\n[[table.section]]\nrows = \"党支部\"\n")
    };
    let size = |count: usize, head: &str| {
        let text = format!("{head}{}", columns(count));
        let rows = vec![row(Role::Line, 0, "1", "机关党支部", vec![counted(Value::Count(12_345)); count])];
        let document = paper(filled(layout(&text), vec![rows]));
        let grid = grids(&document).next().unwrap();
        let all: f32 = grid.columns.iter().sum();
        let room = document.sections[0].paper.text_width();
        assert!(all <= room + 0.1, "{all} of {room}");
        grid.header[0].cells[0].style.size
    };
    assert!(size(6, "") > 10.4);
    assert!(size(23, "") < 9.1);
    assert!(size(23, "paper = \"A3\"\n") > 10.4);

    let error = table_paper::fits(&layout(&columns(60))).unwrap_err();
    assert!(error.message.starts_with("“试表”的栏目放不下：字号小到 9 磅仍要"), "{}", error.message);
    assert!(error.hint.unwrap().contains("A3"));
    let error = table_paper::fits(&layout(&format!("paper = \"A3\"\n{}", columns(120)))).unwrap_err();
    assert!(error.message.contains("A3 纸横向只有390毫米"), "{}", error.message);
    let text = format!("paper = \"A3\"\norientation = \"纵向\"\n{}", columns(60));
    assert!(table_paper::fits(&layout(&text)).unwrap_err().hint.unwrap().contains("横向"));
}

#[test]
fn a_sheet_begins_a_page_and_notes_stand_on_the_first() {
    let table = "label = \"项目\"\ncolumns = [{ head = \"党员数\", indicator = \"members.total\" }]\n\
                 [[table.section]]\nrows = \"党支部\"\n";
    let text = format!(
        "[[table]]\nheading = \"一、甲\"\n{table}[[table]]\nheading = \"二、乙\"\n{table}[[table]]\nsheet = \"丙\"\n{table}"
    );
    let rows = || vec![row(Role::Line, 0, "1", "机关党支部", vec![counted(Value::Count(2))])];
    let document = paper(filled(layout(&text), vec![rows(), rows(), rows()]));
    let sheets: Vec<&str> = document.sections.iter().map(|section| section.sheet.as_str()).collect();
    assert_eq!(sheets, ["试表", "丙"]);
    assert_eq!(titles(&document.sections[1]), ["县司法局党组2012年第一季度试表"]);
    let text = document.plain_text();
    assert_eq!(text.matches("注：党员数截至").count(), 1);
    assert_eq!(text.matches("负责人（签名）：").count(), 2);
    assert_eq!(pages(&document), 2);
}

#[test]
fn every_ready_made_table_fits_its_paper_and_the_catalogue_says_the_same_of_it() {
    for (key, text) in layout::ready_made() {
        let layout = Layout::parse(text).unwrap();
        table_paper::fits(&layout).unwrap();
        let form = crate::documents::forms().iter().find(|form| form.key == *key).unwrap();
        assert_eq!((form.name, form.about), (layout.name.as_str(), layout.about.as_str()));
    }
}

#[test]
fn a_portrait_page_signs_on_three_lines_and_a_layout_may_name_who_signs() {
    let table = "[[table]]\nlabel = \"姓名\"\ncolumns = [{ head = \"票\", indicator = \"members.total\" }]\n\
                 [[table.section]]\nrows = \"党员\"\n";
    let foot = |head: &str| {
        let document = paper(filled(layout(&format!("{head}{table}")), vec![Vec::new()]));
        let text = document.plain_text();
        text.lines()
            .skip_while(|line| !line.starts_with("注："))
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(foot("").len(), 1);
    assert_eq!(foot("orientation = \"纵向\"\n").len(), 3);
    assert_eq!(foot("signatures = false\n"), Vec::<String>::new());
    assert_eq!(
        foot("foot = [\"监票人\", \"计票人\", \"统计日期\"]\n"),
        ["监票人：\t计票人：\t统计日期：　　　年　　月　　日"]
    );
}
