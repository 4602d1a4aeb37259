use proptest::prelude::*;

use super::*;
use crate::export::layout::{Mark, POINTS, Page};

fn one_column(widths: Vec<f32>, rows: Vec<Row>) -> Document {
    let grid = Grid { columns: widths, header: Vec::new(), rows: Rows::list(rows), ruling: Ruling::Thin };
    document(vec![section(Paper::A4, Footer::None, vec![Block::Grid(grid)])])
}

/// First characters of all lines, top to bottom.
fn line_starts(page: &Page) -> Vec<char> {
    texts(page).iter().filter_map(|text| text.chars().next()).collect()
}

fn note(text: &str) -> Document {
    let style = TextStyle { face: Face::SongTi, ..TextStyle::RUNNING };
    document(vec![section(Paper::A4, Footer::None, vec![Block::Text { text: text.into(), style }])])
}

#[test]
fn no_closing_mark_begins_a_line_and_no_opening_mark_ends_one() {
    for shift in 0..28 {
        let text = format!(
            "{}要求“认真学习”，落实《党章》（试行）规定、制度；做到“三会一课”——全程公开……达到95%以上。于2012年3月15日完成",
            "党".repeat(shift)
        );
        for (page, _) in pages(&note(&text)) {
            let starts = line_starts(&page);
            assert!(starts.iter().all(|c| !"，。、；：！？）》”’…%年月日".contains(*c)), "{starts:?}");
            for line in texts(&page) {
                assert!(!line.ends_with(['（', '《', '“', '‘']), "{line}");
                assert_eq!(line.matches('—').count() % 2, 0, "a dash is not split: {line}");
            }
        }
    }
}

#[test]
fn a_header_stands_on_every_page_and_pages_are_counted() {
    let document = document(vec![table(60)]);
    let pages = pages(&document);
    assert!(pages.len() >= 3, "{} pages", pages.len());
    for (number, (page, _)) in pages.iter().enumerate() {
        let text = texts(page).concat();
        assert_eq!(text.matches("公民身份证号码").count(), 1, "page {number}");
        assert!(text.contains(&format!("第 {} 页 共 {} 页", number + 1, pages.len())), "{text}");
    }
}

#[test]
fn rows_of_one_branch_stay_on_one_page() {
    let document = document(vec![table(60)]);
    for branch in 1..=20 {
        let name = format!("机关第{branch}党支部");
        let on: Vec<usize> = pages(&document)
            .iter()
            .enumerate()
            .filter(|(_, (page, _))| texts(page).concat().contains(&name))
            .map(|(number, _)| number)
            .collect();
        assert_eq!(on.len(), 1, "{name} on pages {on:?}");
    }
}

#[test]
fn a_branch_longer_than_a_page_is_named_on_each() {
    let mut rows = vec![row(vec![
        Cell::text("第一党支部", TextStyle::CENTER).spanning(1, 80),
        Cell::text("成员0", TextStyle::BODY),
    ])];
    rows.extend((1..80).map(|index| row(vec![Cell::text(format!("成员{index}"), TextStyle::BODY)])));
    let pages = pages(&one_column(vec![40.0, 60.0], rows));
    assert!(pages.len() > 1);
    for (page, _) in &pages {
        assert!(texts(page).concat().contains("第一党支部"));
    }
    let all: String = pages.iter().map(|(page, _)| texts(page).concat()).collect();
    assert_eq!(all.matches("成员").count(), 80);
}

#[test]
fn signatures_do_not_stand_alone_on_a_page() {
    for rows in 1..60 {
        let document = document(vec![table(rows)]);
        let pages = pages(&document);
        let last = texts(&pages.last().unwrap().0).concat();
        assert!(last.contains("负责人（签名）") && last.contains("合计"), "{rows} rows: {last}");
    }
}

#[test]
fn headings_stay_with_their_table() {
    for lines in 0_u8..45 {
        let grid = Grid {
            columns: vec![1.0, 1.0],
            header: vec![row(vec![Cell::header("甲"), Cell::header("乙")])],
            rows: Rows::list(vec![row(vec![
                Cell::text("子", TextStyle::BODY),
                Cell::text("丑", TextStyle::BODY),
            ])]),
            ruling: Ruling::Framed,
        };
        let document = document(vec![section(
            Paper::A4,
            Footer::None,
            vec![
                Block::Space(5.0 * f32::from(lines)),
                Block::Title { text: "第二部分".into(), size: 18.0 },
                Block::Grid(grid),
            ],
        )]);
        for (page, _) in pages(&document) {
            let text = texts(&page).concat();
            assert_eq!(text.contains("第二部分"), text.contains('子'), "{lines}: {text}");
        }
    }
}

#[test]
fn a_long_title_breaks_between_words_and_begins_longer() {
    let titles = [
        (
            "某市司法局党组开展创先争优活动情况评议表（样表）",
            22.0,
            vec!["某市司法局党组开展创先争优", "活动情况评议表（样表）"],
        ),
        ("党员公开承诺书", 22.0, vec!["党员公开承诺书"]),
    ];
    for (title, size, expected) in titles {
        let document =
            document(vec![section(Paper::A4, Footer::None, vec![Block::Title { text: title.into(), size }])]);
        let pages = pages(&document);
        assert_eq!(texts(&pages[0].0), expected);
    }
}

#[test]
fn a_short_quotation_in_a_title_stays_on_one_line() {
    let title = "某县司法局党组二〇一二年“七一”拟表彰对象公示";
    let document = document(vec![section(
        Paper::A4,
        Footer::None,
        vec![Block::Title { text: title.into(), size: 22.0 }],
    )]);
    let pages = pages(&document);
    let lines = texts(&pages[0].0);
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().any(|line| line.contains("“七一”")), "{lines:?}");
}

#[test]
fn words_of_a_cell_that_go_on_over_the_page_are_indented_once() {
    let style = TextStyle { indent: 2.0, valign: Valign::Top, ..TextStyle::BODY };
    let document = one_column(vec![100.0], vec![row(vec![Cell::text("主要事迹".repeat(2000), style)])]);
    let all = pages(&document);
    assert!(all.len() > 1);
    let left = |page: &Page| {
        let first = page.marks.iter().find_map(|mark| match mark {
            Mark::Text { x, .. } => Some(*x),
            _ => None,
        });
        first.unwrap()
    };
    assert!((left(&all[0].0) - left(&all[1].0) - 2.0 * style.size).abs() < 0.1);
}

#[test]
fn a_title_too_long_for_two_lines_is_set_smaller() {
    let text = "某市司法行政系统深入开展为民服务创先争优活动基层党组织和党员公开承诺践诺情况统计表";
    let document = document(vec![section(
        Paper::A4,
        Footer::None,
        vec![Block::Title { text: text.into(), size: 22.0 }],
    )]);
    let pages = pages(&document);
    assert_eq!(texts(&pages[0].0).len(), 2);
    assert!(pages[0].0.marks.iter().all(|mark| matches!(mark, Mark::Text { size, .. } if *size < 18.1)));
}

#[test]
fn copies_are_numbered_and_otherwise_alike() {
    let pages = pages(&document(vec![ballot(3)]));
    assert_eq!(pages.iter().map(|(_, copy)| *copy).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(pages[0].0, pages[2].0);
    assert!(pages[0].0.marks.iter().any(|mark| matches!(mark, Mark::Number { .. })));
    assert_eq!(layout::copy_number(7), "00007");
}

#[test]
fn page_numbers_stand_outside_on_odd_and_even_pages() {
    let document = document(vec![letter()]);
    let place = |page: &Page, text: &str| {
        page.marks.iter().find_map(|mark| match mark {
            Mark::Text { text: found, x, baseline, size, .. } if found == text => {
                Some((*x, *baseline, *size))
            }
            _ => None,
        })
    };
    let pages = pages(&document);
    let (odd, baseline, size) = place(&pages[0].0, "— 1 —").unwrap();
    let (even, _, _) = place(&pages[1].0, "— 2 —").unwrap();
    assert!(odd > 400.0 && (even - (28.0 * POINTS + 14.0)).abs() < 0.1, "{odd} {even}");
    assert!((baseline - (297.0 - 35.0 + 7.0) * POINTS).abs() < 0.1);
    assert!((size - 14.0).abs() < 0.01, "四号");
}

#[test]
fn a_stopped_export_leaves_no_file() {
    struct Stopped;
    impl Progress for Stopped {
        fn at(&self, _: &str, _: u64, _: u64) {}
        fn cancelled(&self) -> bool {
            true
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let document = document(vec![ballot(2)]);
    let error = write_files(&document, &[Format::Pdf], fonts(), noon(), &Stopped, folder.path()).unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn files_are_named_by_the_paper() {
    let folder = tempfile::tempdir().unwrap();
    let mut document = document(vec![ballot(1)]);
    document.name = "2012/1 评议表".into();
    let formats = [Format::Pdf, Format::Xlsx, Format::Html];
    let printed = write_files(&document, &formats, fonts(), noon(), &Silent, folder.path()).unwrap();
    let names: Vec<_> =
        printed.files.iter().map(|file| file.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["2012-1 评议表.pdf", "2012-1 评议表.xlsx", "2012-1 评议表.html"]);
    assert!(printed.files.iter().all(|file| file.is_file()));
}

/// What clerks type: sentences, names, numbers without a place to break, marks, blanks.
fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[一-龥]{1,12}",
        "[0-9]{1,20}",
        "[A-Za-z@._-]{1,30}",
        "[，。、；：！？（）《》“”]{1,3}",
        Just(RARE.to_owned()),
        Just(" ".to_owned()),
        Just("\n".to_owned()),
        Just("\u{e000}".to_owned()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_leaves_its_cell_and_none_is_lost(
        left in anything(), right in anything(), share in 6.0_f32..150.0, centred: bool, repeat in 1_usize..12,
    ) {
        let style = if centred { TextStyle::CENTER } else { TextStyle::BODY };
        let words = left.repeat(repeat);
        let rows = vec![
            row(vec![Cell::text(words.clone(), style), Cell::text(right.clone(), style)]),
            row(vec![Cell::text(right.clone(), style).spanning(2, 1)]),
        ];
        let document = one_column(vec![share, 156.0 - share], rows);
        let (edge, start) = ((28.0 + share) * POINTS, 28.0 * POINTS);
        let (mut found, end) = (String::new(), (28.0 + 156.0) * POINTS);
        let all = pages(&document);
        for (page, _) in &all {
            for mark in &page.marks {
                let Mark::Text { x, width, baseline, size, text, .. } = mark else { continue };
                found.push_str(text);
                prop_assert!(*x >= start - 0.1 && x + width <= end + 0.1, "{text} at {x}, {width} wide");
                let crosses = *x < edge - 0.1 && x + width > edge + 0.1;
                // Only the joined cell of the last row may stand across the edge.
                let inside = page.marks.iter().any(|mark| matches!(mark, Mark::Rule { from, to, .. }
                    if (from.0 - edge).abs() < 0.1 && (to.0 - edge).abs() < 0.1 && from.1 < *baseline && *baseline < to.1));
                prop_assert!(!(crosses && inside), "{text} crosses into the next cell");
                prop_assert!(*baseline <= (297.0 - 35.0) * POINTS && *baseline - size >= 36.0 * POINTS);
            }
        }
        let points = |text: &str| {
            let mut points: Vec<char> =
                text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '\u{e000}' { '〓' } else { c }).collect();
            points.sort_unstable();
            points
        };
        prop_assert_eq!(points(&found), points(&format!("{words}{right}{right}")));
    }
}

#[test]
fn cells_break_behind_commas_and_between_words() {
    // Eleven characters of 10.5 pt fit a line.
    let lines = |text: &str| -> Vec<String> {
        let cell = row(vec![Cell::text(text, TextStyle::BODY), Cell::text("", TextStyle::BODY)]);
        let document = one_column(vec![44.0, 112.0], vec![cell]);
        let page = pages(&document).remove(0).0;
        texts(&page).into_iter().map(str::to_owned).collect()
    };
    assert_eq!(lines("列入月度计划，安排专人落实"), ["列入月度计划，", "安排专人落实"]);
    assert_eq!(lines("县直属机关退休老干部党支部"), ["县直属机关退休", "老干部党支部"]);
    assert_eq!(lines("推动中心工作和重点任务完成"), ["推动中心工作", "和重点任务完成"]);
    assert_eq!(lines("矛盾纠纷受理后三日内入户调解"), ["矛盾纠纷受理后", "三日内入户调解"]);
    assert_eq!(lines("短的不折行"), ["短的不折行"]);
    assert_eq!(lines("写明的\n换行照旧"), ["写明的", "换行照旧"]);
}

#[test]
fn notes_take_three_rows_with_them_to_a_new_page() {
    for count in 20..60 {
        let document = document(vec![section(
            Paper::A4_LANDSCAPE,
            Footer::None,
            vec![
                Block::Grid(Grid {
                    columns: vec![100.0],
                    header: Vec::new(),
                    rows: Rows::list(
                        (0..count)
                            .map(|index| row(vec![Cell::text(format!("成员{index}"), TextStyle::BODY)]))
                            .collect(),
                    ),
                    ruling: Ruling::Framed,
                }),
                Block::Text { text: "注：名单".into(), style: TextStyle::NOTE },
            ],
        )]);
        let pages = pages(&document);
        let last = texts(&pages[pages.len() - 1].0);
        assert!(last.concat().ends_with("注：名单"), "{count}: {last:?}");
        assert!(last.len() >= 4, "{count}: {last:?}");
    }
}

#[test]
fn a_name_of_several_parts_breaks_at_its_dots() {
    let cell = Cell::new(Inline::Name("买买提·阿卜杜拉·吐尔逊江".into()), TextStyle::CENTER.sized(9.0));
    let document = one_column(vec![20.0, 136.0], vec![row(vec![cell, Cell::text("", TextStyle::BODY)])]);
    let page = pages(&document).remove(0).0;
    let mut lines: Vec<(f32, String)> = Vec::new();
    for mark in &page.marks {
        if let Mark::Text { baseline, text, .. } = mark {
            match lines.last_mut().filter(|(at, _)| (at - baseline).abs() < 1.0) {
                Some((_, line)) => line.push_str(text),
                None => lines.push((*baseline, text.clone())),
            }
        }
    }
    let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines, ["买买提·", "阿卜杜拉·", "吐尔逊江"]);
}
