//! Every PDF, read by poppler and qpdf: sound, fonts embedded and subset, every code point there.

use std::collections::BTreeMap;

use super::{desks, papers, read_by_poppler, told_by};

fn characters(text: &str) -> BTreeMap<char, usize> {
    let mut counted = BTreeMap::new();
    for character in text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
        *counted.entry(character).or_default() += 1;
    }
    counted
}

#[test]
fn every_pdf_holds_its_paper_code_point_for_code_point() {
    for desk in desks() {
        let out = desk.path("out");
        let report = desk.json(&[
            "export",
            "all",
            "--period",
            "2012",
            "--format",
            "pdf",
            "--out",
            out.to_str().unwrap(),
        ]);
        assert_eq!(report["unprintable"].as_array().unwrap().len(), 0);
        for paper in papers(&desk).into_values().flatten() {
            let file = out.join(format!("{}.pdf", paper.name));
            told_by("qpdf", &["--check"], &file);
            let read = characters(&read_by_poppler(&file));
            let meant = characters(&paper.plain_text());
            for (character, count) in &meant {
                // Tick boxes are drawn, not written.
                if matches!(character, '□' | '☑') {
                    continue;
                }
                let found = read.get(character).copied().unwrap_or(0);
                assert!(
                    found >= *count,
                    "{}: {character:?} laid out {count} times, read {found}",
                    paper.name
                );
            }
            for character in read.keys() {
                let strange = ('\u{2e80}'..='\u{2fdf}').contains(character)
                    || ('\u{f900}'..='\u{faff}').contains(character);
                assert!(!strange, "{}: {character:?} is a radical or a compatibility form", paper.name);
            }
        }
    }
}

#[test]
fn every_font_in_every_pdf_is_embedded_and_subset() {
    for desk in desks() {
        let out = desk.path("out");
        desk.ok(&["export", "all", "--period", "2012", "--format", "pdf", "--out", out.to_str().unwrap()]);
        for paper in papers(&desk).into_values().flatten() {
            let file = out.join(format!("{}.pdf", paper.name));
            let told = told_by("pdffonts", &[], &file);
            let fonts: Vec<&str> = told.lines().skip(2).collect();
            assert!(!fonts.is_empty(), "{} has no font", paper.name);
            for font in fonts {
                let words: Vec<&str> = font.split_whitespace().rev().collect();
                // ... emb sub uni object ID
                assert_eq!((words[4], words[3], words[2]), ("yes", "yes", "yes"), "{}: {font}", paper.name);
            }
        }
    }
}

#[test]
fn rare_characters_of_names_are_on_the_roster() {
    let [desk, _] = desks();
    let out = desk.path("out");
    desk.ok(&["export", "roster", "--period", "2012", "--format", "pdf", "--out", out.to_str().unwrap()]);
    let paper = papers(&desk).remove("roster").unwrap().remove(0);
    let text = read_by_poppler(&out.join(format!("{}.pdf", paper.name)));
    for name in ["宋㛃", "崔䶮", "周𬱖", "程龑", "梁堃"] {
        assert!(text.contains(name), "{name} is not on the roster");
    }
}
