use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

use super::*;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn reopened(document: &Document) -> Book {
    open_workbook_from_rs(Cursor::new(bytes(document, Format::Xlsx))).unwrap()
}

fn part(document: &Document, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes(document, Format::Xlsx))).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

/// Place of the first cell with this text.
fn find(range: &calamine::Range<Data>, text: &str) -> (u32, u32) {
    let (row, column, _) = range
        .used_cells()
        .find(|(_, _, value)| matches!(value, Data::String(found) if found == text))
        .unwrap_or_else(|| panic!("{text} is not in the sheet"));
    (u32::try_from(row).unwrap(), u32::try_from(column).unwrap())
}

#[test]
fn figures_are_numbers_and_words_are_words() {
    let document = document(vec![table(9)]);
    let mut book = reopened(&document);
    let range = book.worksheet_range("统计表").unwrap();
    let (header, _) = find(&range, "序号");
    let first = header + 2;
    let value = |row: u32, column: u32| range.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(value(first, 0), Data::Float(1.0));
    assert_eq!(value(first, 2), Data::String("王㛃".into()));
    assert_eq!(value(first, 3), Data::String("110101197506031234".into()), "ID numbers stay text");
    assert_eq!(value(first, 4), Data::Float(10.0));
    assert_eq!(value(first, 6), Data::Float(90.0), "a rate is the number that is printed");
    assert_eq!(value(first, 7), Data::String("=1+1".into()), "never a formula");
    assert_eq!(value(first + 9, 4), Data::Float(90.0), "the sum's figure is kept beside its formula");
    let formulas = book.worksheet_formula("统计表").unwrap();
    let formula = formulas.get_value((first + 9, 4)).unwrap();
    assert_eq!(formula, &format!("SUM(E{}:E{})", first + 1, first + 9));
}

#[test]
fn cells_are_merged_as_on_paper() {
    let document = document(vec![table(9)]);
    let mut book = reopened(&document);
    let range = book.worksheet_range("统计表").unwrap();
    let (header, _) = find(&range, "序号");
    let merged: Vec<_> = book
        .merge_cells_by_sheet_name("统计表")
        .unwrap()
        .iter()
        .map(|region| (region.start, region.end))
        .collect();
    for expected in [
        ((1, 0), (1, 7)),
        ((header, 0), (header + 1, 0)),
        ((header, 4), (header, 6)),
        ((header + 2, 1), (header + 4, 1)),
        ((header + 11, 0), (header + 11, 3)),
    ] {
        assert!(merged.contains(&expected), "{expected:?} in {merged:?}");
    }
}

#[test]
fn a_long_list_streams_and_keeps_its_merges() {
    let document = document(vec![table(6_000)]);
    let mut book = reopened(&document);
    let range = book.worksheet_range("统计表").unwrap();
    let (header, _) = find(&range, "序号");
    let last = header + 2 + 5_999;
    assert_eq!(range.get_value((last, 0)), Some(&Data::Float(6000.0)));
    assert_eq!(range.get_value((last + 1, 4)), Some(&Data::Float(60_000.0)));
    let regions = book.merge_cells_by_sheet_name("统计表").unwrap();
    assert!(regions.iter().filter(|region| region.start.1 == 1 && region.end.1 == 1).count() >= 2_000);
}

#[test]
fn printing_is_set_up() {
    let document = document(vec![table(60)]);
    let sheet = part(&document, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<pageSetup paperSize="9" scale="97" orientation="landscape""#), "{sheet}");
    assert!(sheet.contains("第 &amp;P 页 共 &amp;N 页"));
    assert!(sheet.contains("<rowBreaks count="));
    assert!(sheet.contains(r#"horizontalCentered="1""#));
    let book = part(&document, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles"), "header rows repeat");
    let styles = part(&document, "xl/styles.xml");
    for font in ["方正小标宋简体", "仿宋_GB2312", "黑体"] {
        assert!(styles.contains(font), "{font}");
    }
    let core = part(&document, "docProps/core.xml");
    assert!(core.contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">2012-03-15T12:00:00Z"), "{core}");
    assert!(core.contains("<dc:creator></dc:creator>"), "{core}");
}

#[test]
fn a_workbook_prints_on_as_many_pages_as_the_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let narrow = |rows: usize| {
        let rows =
            (0..rows).map(|index| row(vec![Cell::text(format!("第{index}行"), TextStyle::BODY)])).collect();
        Block::Grid(Grid {
            columns: vec![1.0],
            header: vec![row(vec![Cell::header("表头")])],
            rows: Rows::list(rows),
            ruling: Ruling::Thin,
        })
    };
    let note = || Block::Text { text: "说明：".repeat(40), style: TextStyle::NOTE };
    let papers = [
        ("table", document(vec![table(100)])),
        ("several", document(vec![ballot(1), table(30), letter()])),
        // Two tables over page ends: their headers can't repeat by themselves.
        (
            "two",
            document(vec![section(
                Paper::A4,
                Footer::PageOfPages,
                vec![narrow(60), note(), narrow(70), Block::Space(300.0), note()],
            )]),
        ),
    ];
    let mut arguments = vec![
        format!("-env:UserInstallation=file://{}/profile", folder.path().display()),
        "--headless".into(),
        "--convert-to".into(),
        "pdf".into(),
    ];
    for (name, document) in &papers {
        let file = format!("{name}.xlsx");
        crate::files::write(&folder.path().join(&file), &bytes(document, Format::Xlsx)).unwrap();
        arguments.push(file);
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run("soffice", &arguments, folder.path());
    for (name, document) in &papers {
        assert_eq!(page_count(folder.path(), &format!("{name}.pdf")), pages(document).len(), "{name}");
    }
}

#[test]
fn a_box_taller_than_excels_tallest_row_is_merged_of_several() {
    let tall = Row { height: 200.0, ..row(vec![Cell::text("意见和建议", TextStyle::CENTER)]) };
    let grid =
        Grid { columns: vec![1.0], header: Vec::new(), rows: Rows::list(vec![tall]), ruling: Ruling::Framed };
    let document = document(vec![section(Paper::A4, Footer::None, vec![Block::Grid(grid)])]);
    let merged = reopened(&document).merge_cells_by_sheet_name("统计表").unwrap();
    assert_eq!(
        merged.iter().map(|region| (region.start, region.end)).collect::<Vec<_>>(),
        [((0, 0), (1, 0))]
    );
}

#[test]
fn a_total_above_its_rows_is_a_formula_too() {
    // Longer than a page: the rows are not yet written when the total is.
    let count = 90;
    let rows = (0..=count).map(|index| {
        row(vec![if index == 0 {
            Cell::new(Inline::Sum { value: 180, rows: (1, count) }, TextStyle::CENTER)
        } else {
            Cell::new(Inline::Count(2), TextStyle::CENTER)
        }])
    });
    let grid = Grid {
        columns: vec![1.0],
        header: Vec::new(),
        rows: Rows::list(rows.collect()),
        ruling: Ruling::Thin,
    };
    let document = document(vec![section(Paper::A4, Footer::None, vec![Block::Grid(grid)])]);
    let mut book = reopened(&document);
    assert_eq!(book.worksheet_range("统计表").unwrap().get_value((0, 0)), Some(&Data::Float(180.0)));
    assert_eq!(book.worksheet_formula("统计表").unwrap().get_value((0, 0)).unwrap(), "SUM(A2:A91)");
}

#[test]
fn printed_rates_are_numbers_and_a_dash_is_a_word() {
    let cells = [
        Inline::Printed("33.34".into()),
        Inline::Printed("—".into()),
        Inline::Percent { share: Share::new(0, 0), decimals: 2 },
    ];
    let cells = cells.map(|content| Cell::new(content, TextStyle::CENTER)).to_vec();
    let grid = Grid {
        columns: vec![1.0; 3],
        header: Vec::new(),
        rows: Rows::list(vec![row(cells)]),
        ruling: Ruling::Thin,
    };
    let document = document(vec![section(Paper::A4, Footer::None, vec![Block::Grid(grid)])]);
    let range = reopened(&document).worksheet_range("统计表").unwrap();
    assert_eq!(range.get_value((0, 0)), Some(&Data::Float(33.34)));
    assert_eq!(range.get_value((0, 1)), Some(&Data::String("—".into())));
    assert_eq!(range.get_value((0, 2)), Some(&Data::String("—".into())));
}

#[test]
fn five_signatures_share_one_cell_and_stay_readable() {
    let mut sheet = table(3);
    sheet.blocks.push(Block::Fields(vec![
        field("负责人（签名）：", Inline::Blank(20.0)),
        field("审核人：", Inline::Blank(20.0)),
        field("填表人（签名）：", Inline::Blank(20.0)),
        field("联系电话：", Inline::Blank(24.0)),
        field("报出时间：", Inline::Text("　　　年　　月　　日".into())),
    ]));
    let mut book = reopened(&document(vec![sheet]));
    let range = book.worksheet_range("统计表").unwrap();
    let foot = "负责人（签名）：_____　审核人：_____　填表人（签名）：_____　联系电话：______　报出时间：　　　年　　月　　日";
    assert_eq!(find(&range, foot).1, 0);
}
