//! Pages to one HTML file for the screen: an inline SVG a page, no script, no reference to
//! anything outside. Text keeps its place and width, whatever font the screen has.

use std::io::Write;

use super::{
    fonts::{FontBook, FontId, official_name},
    layout::{Layout, Mark, Page, copy_number},
};
use crate::{Result, documents::Face, progress::Progress};

/// Writes a laid-out document as HTML, page by page.
///
/// # Errors
/// Font files that can't be read; cancelled; what `out` says.
pub(super) fn write(
    layout: &Layout<'_>,
    fonts: &FontBook,
    progress: &dyn Progress,
    out: &mut dyn Write,
) -> Result<()> {
    let mut out = std::io::BufWriter::new(out);
    let mut head = String::from(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>",
    );
    escape(&layout.document().name, &mut head);
    head.push_str(
        "</title>\n<style>\nbody{margin:0;background:#888}\n\
         svg{display:block;margin:1em auto;background:#fff}\n\
         text{white-space:pre}\n\
         @media print{@page{margin:0}body{background:none}svg{margin:0;break-after:page}}\n",
    );
    head.push_str(&classes(fonts));
    head.push_str("</style>\n</head>\n<body>\n");
    out.write_all(head.as_bytes()).map_err(super::storage)?;
    layout.draw("输出", progress, &mut |page, copy| {
        out.write_all(svg(page, copy).as_bytes()).map_err(super::storage)
    })?;
    out.write_all(b"</body>\n</html>\n").and_then(|()| out.flush()).map_err(super::storage)
}

/// A class a font, one a line.
pub(super) fn classes(fonts: &FontBook) -> String {
    let class = |font: FontId| format!(".f{}{{font-family:{}}}\n", font.index(), families(fonts, font));
    fonts.ids().map(class).collect()
}

/// One page.
pub(super) fn svg(page: &Page, copy: u32) -> String {
    let millimetres = |points: f32| points * 25.4 / 72.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.2}mm\" height=\"{:.2}mm\" viewBox=\"0 0 {:.2} {:.2}\">\n",
        millimetres(page.width),
        millimetres(page.height),
        page.width,
        page.height
    );
    svg.push_str("<g fill=\"none\" stroke=\"#000\">\n");
    for mark in &page.marks {
        push_rule(&mut svg, mark);
    }
    svg.push_str("</g>\n");
    for mark in &page.marks {
        match mark {
            Mark::Text { font, size, x, baseline, width, text, .. } => {
                push_text(&mut svg, (*font, *size), (*x, *baseline, *width), text);
            }
            Mark::Number { font, size, x, baseline, width } => {
                push_text(&mut svg, (*font, *size), (*x, *baseline, *width), &copy_number(copy));
            }
            Mark::Rule { .. } | Mark::Frame { .. } => {}
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn push_rule(svg: &mut String, mark: &Mark) {
    match mark {
        Mark::Rule { from: (x1, y1), to: (x2, y2), thickness } => svg.push_str(&format!(
            "<line x1=\"{x1:.2}\" y1=\"{y1:.2}\" x2=\"{x2:.2}\" y2=\"{y2:.2}\" stroke-width=\"{thickness}\"/>\n"
        )),
        Mark::Frame { x, y, width, height, thickness } => svg.push_str(&format!(
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" stroke-width=\"{thickness}\"/>\n"
        )),
        Mark::Text { .. } | Mark::Number { .. } => {}
    }
}

fn push_text(
    svg: &mut String,
    (font, size): (FontId, f32),
    (x, baseline, width): (f32, f32, f32),
    text: &str,
) {
    svg.push_str(&format!(
        "<text class=\"f{}\" x=\"{x:.2}\" y=\"{baseline:.2}\" font-size=\"{size}\" textLength=\"{width:.2}\">",
        font.index()
    ));
    escape(text, svg);
    svg.push_str("</text>\n");
}

/// The official face first, then ours, then what Chinese desks have.
fn families(fonts: &FontBook, font: FontId) -> String {
    let face = fonts.stands_for(font);
    let others = match face {
        Face::XiaoBiaoSong => "'华文中宋','STZhongsong','Noto Serif CJK SC','SimSun',serif",
        Face::FangSong => "'仿宋','FangSong','STFangsong',serif",
        Face::HeiTi => "'SimHei','Noto Sans CJK SC',sans-serif",
        Face::KaiTi => "'楷体','KaiTi','STKaiti',serif",
        Face::SongTi => "'SimSun','Noto Serif CJK SC',serif",
    };
    format!("'{}','{}',{others}", official_name(face), fonts.family(font))
}

pub(super) fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            character => out.push(character),
        }
    }
}
