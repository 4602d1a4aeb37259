use super::*;

/// Code points without blanks, in no order: readers put cells in orders of their own.
fn points(text: &str) -> Vec<char> {
    let mut points: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    points.sort_unstable();
    points
}

fn laid_out(document: &Document) -> String {
    let mut text = String::new();
    for (page, copy) in pages(document) {
        text.push_str(&texts(&page).concat());
        for mark in &page.marks {
            if let layout::Mark::Number { .. } = mark {
                text.push_str(&layout::copy_number(copy));
            }
        }
    }
    text
}

fn in_folder(document: &Document) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::File::create(folder.path().join("paper.pdf"))
        .and_then(|mut file| file.write_all(&bytes(document, Format::Pdf)))
        .unwrap();
    folder
}

#[test]
fn text_reads_back_code_point_for_code_point() {
    for (name, document) in [
        ("table", document(vec![table(40)])),
        ("letter", document(vec![letter()])),
        ("ballot", document(vec![ballot(3)])),
    ] {
        let folder = in_folder(&document);
        let expected = points(&laid_out(&document));
        for (program, arguments) in [
            ("pdftotext", ["-raw", "paper.pdf", "-"].as_slice()),
            ("mutool", ["draw", "-q", "-F", "txt", "-o", "-", "paper.pdf"].as_slice()),
        ] {
            let read = run(program, arguments, folder.path());
            assert_eq!(points(&read), expected, "{name} read by {program}");
        }
    }
}

#[test]
fn rare_names_and_radicals_read_back_in_order() {
    // The radical ⼀ shares its glyph with 一 in some fonts; what was typed must come back.
    for face in [Face::XiaoBiaoSong, Face::FangSong, Face::HeiTi, Face::KaiTi, Face::SongTi] {
        let text = format!("王{RARE}（一-‐⼀一）“双”‘单’——……·％");
        let style = TextStyle { face, ..TextStyle::NOTE };
        let document =
            document(vec![section(Paper::A4, Footer::None, vec![Block::Text { text: text.clone(), style }])]);
        let folder = in_folder(&document);
        for (program, arguments) in [
            ("pdftotext", ["-raw", "paper.pdf", "-"].as_slice()),
            ("mutool", ["draw", "-q", "-F", "txt", "-o", "-", "paper.pdf"].as_slice()),
        ] {
            let read = run(program, arguments, folder.path());
            assert_eq!(read.split_whitespace().collect::<String>(), text, "{face:?} read by {program}");
        }
    }
}

#[test]
fn fonts_are_embedded_and_subset() {
    let folder = in_folder(&document(vec![table(10), letter()]));
    let fonts = run("pdffonts", &["paper.pdf"], folder.path());
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 5, "{fonts}");
    for row in rows {
        assert!(row.contains("yes yes yes"), "{row}");
        assert_eq!(row.find('+'), Some(6), "{row}");
    }
    assert!(std::fs::metadata(folder.path().join("paper.pdf")).unwrap().len() < 400_000);
}

#[test]
fn the_file_is_sound_and_says_what_it_is() {
    let folder = in_folder(&document(vec![table(40), ballot(2)]));
    let checked = run("qpdf", &["--check", "paper.pdf"], folder.path());
    assert!(checked.contains("No syntax or stream encoding errors"), "{checked}");
    let told = run("pdfinfo", &["-isodates", "paper.pdf"], folder.path());
    for line in ["群众评议统计表", "先锋台账", "2012-03-15T12:00:00"] {
        assert!(told.contains(line), "{told}");
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let document = document(vec![table(20), ballot(2), letter()]);
    let other = FontBook::open(&fonts_folder().unwrap()).unwrap();
    for format in [Format::Pdf, Format::Xlsx, Format::Html] {
        let mut again = Vec::new();
        write(&document, format, &other, noon(), &Silent, &mut again).unwrap();
        assert!(bytes(&document, format) == again, "{format:?} differs");
    }
}

#[test]
fn html_has_the_same_pages_and_nothing_from_outside() {
    let mut sample = document(vec![table(40), ballot(3)]);
    sample.name = "<script>alert(1)</script>".into();
    let html = String::from_utf8(bytes(&sample, Format::Html)).unwrap();
    let folder = in_folder(&sample);
    assert_eq!(html.matches("<svg").count(), page_count(folder.path(), "paper.pdf"));
    assert_eq!(html.matches("<svg").count(), pages(&sample).len());
    assert!(!html.contains("<script"), "names are escaped");
    let links = html.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "");
    assert!(!links.contains("http") && !links.contains("url("), "nothing is fetched");
    assert!(html.contains("方正小标宋简体") && html.contains(">00003</text>"));
}
