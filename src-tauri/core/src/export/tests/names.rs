use super::*;

#[test]
fn every_face_writes_every_rare_name() {
    for face in [Face::XiaoBiaoSong, Face::FangSong, Face::HeiTi, Face::KaiTi, Face::SongTi] {
        for character in RARE.chars().chain("第1页，“三会一课”√×①〔2012〕".chars()) {
            let glyph = fonts().glyph(face, character).unwrap();
            assert!(glyph.is_some(), "{character} in {face:?}");
        }
    }
}

#[test]
fn quotes_in_kaiti_are_full_width() {
    for quote in ['“', '”', '‘', '’'] {
        let glyph = fonts().glyph(Face::KaiTi, quote).unwrap().unwrap();
        assert_ne!(fonts().family(glyph.font), "LXGW WenKai");
        assert!(glyph.advance > 400, "{quote} is {} wide", glyph.advance);
    }
}

#[test]
fn a_character_of_private_use_is_in_no_font() {
    assert_eq!(fonts().glyph(Face::FangSong, '\u{e000}').unwrap(), None);
}

#[test]
fn names_that_cannot_be_printed_are_reported_and_marked() {
    let text = "一般说明\u{e001}".to_owned();
    let document = document(vec![section(
        Paper::A4,
        Footer::None,
        vec![
            Block::Fields(vec![field("姓名：", Inline::Name("王\u{e000}\u{e000}".into()))]),
            Block::Text { text, style: TextStyle::NOTE },
            Block::Fields(vec![field("姓名：", Inline::Name(RARE.into()))]),
        ],
    )]);
    let mut out = Vec::new();
    let printed = write(&document, Format::Pdf, fonts(), noon(), &Silent, &mut out).unwrap();
    assert_eq!(
        printed.unprintable,
        [
            Unprintable { name: "一般说明\u{e001}".into(), characters: "\u{e001}".into() },
            Unprintable { name: "王\u{e000}\u{e000}".into(), characters: "\u{e000}".into() },
        ]
    );
    let pages = pages(&document);
    let drawn = texts(&pages[0].0).concat();
    assert!(drawn.contains("王〓〓"), "{drawn}");
}

#[test]
fn substitutions_name_the_faces_that_were_used() {
    let paper = document(vec![section(
        Paper::A4,
        Footer::None,
        vec![Block::Title { text: "决定".into(), size: 22.0 }],
    )]);
    let mut out = Vec::new();
    let printed = write(&paper, Format::Pdf, fonts(), noon(), &Silent, &mut out).unwrap();
    let wanted = Substitution { wanted: "方正小标宋简体".into(), used: "Noto Serif SC Bold".into() };
    assert_eq!(printed.substituted_fonts, [wanted]);
    let printed = write(&paper, Format::Xlsx, fonts(), noon(), &Silent, &mut out).unwrap();
    assert_eq!(printed.substituted_fonts, [], "a workbook names the standard's faces");
}

#[test]
fn an_office_that_owns_fangsong_has_it_used() {
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(fonts_folder().unwrap()).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::hard_link(file.path(), folder.path().join(file.file_name()))
                .or_else(|_| std::fs::copy(file.path(), folder.path().join(file.file_name())).map(|_| ()))
                .unwrap();
        }
    }
    std::fs::copy(folder.path().join("LXGWWenKai-Regular.ttf"), folder.path().join("simfang.ttf")).unwrap();
    let book = FontBook::open(folder.path()).unwrap();
    assert_eq!(book.substitution(Face::FangSong), None);
    let glyph = book.glyph(Face::FangSong, '党').unwrap().unwrap();
    assert_eq!(book.family(glyph.font), "仿宋_GB2312");
}

#[test]
fn missing_fonts_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let Err(error) = FontBook::open(folder.path()) else { panic!("an empty folder has no fonts") };
    assert_eq!(error.code, ErrorCode::NotFound);
    assert_eq!(error.details.len(), 6);
    assert!(error.hint.unwrap().contains("assets/fonts"));
}
