//! Papers on the screen: the very pages of the HTML writer, as wide as the frame that shows them, in
//! faces that the shell serves, so that the screen is the paper on a PC without those fonts too.
//!
//! One file for all the papers that were asked for, and only the first pages: a job of a thousand
//! ballots is counted whole and shown in part. A kept file of a seal is shown through the same door.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Printed,
    fonts::FontBook,
    html,
    layout::{Layout, Page},
};
use crate::{Error, Result, documents::Document, progress::Progress};

/// Space under a page, in percent of the frame's width.
pub const GAP: f32 = 2.0;

/// A page's size as it lies, in mm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct PageSize {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A page as the HTML writer drew it.
struct Drawn {
    size: PageSize,
    /// `<svg …>` with its size in mm.
    svg: String,
}

/// Papers being shown.
pub struct Preview<'f> {
    fonts: &'f FontBook,
    most: usize,
    classes: String,
    pages: Vec<Drawn>,
    total: usize,
}

impl<'f> Preview<'f> {
    /// Nothing yet; at most so many pages will be shown.
    pub fn new(fonts: &'f FontBook, most: usize) -> Self {
        Self { fonts, most, classes: html::classes(fonts), pages: Vec::new(), total: 0 }
    }

    /// Adds a paper. Says of the whole of it what [`super::write`] would say of a PDF.
    ///
    /// # Errors
    /// Font files that can't be read; cancelled.
    pub fn add(&mut self, document: &Document, progress: &dyn Progress) -> Result<Printed> {
        let layout = Layout::new(document, self.fonts, progress)?;
        let pages = layout.pages();
        self.total += pages;
        let before = self.pages.len();
        let last = self.most.min(before + pages);
        let mut take = |page: &Page, copy: u32| {
            if self.pages.len() >= last {
                // Heard by nobody: what is missing then is known.
                return Err(Error::internal("enough pages"));
            }
            self.take(&html::svg(page, copy));
            Ok(())
        };
        if last > before {
            let drawn = layout.draw("预览", progress, &mut take);
            if self.pages.len() < last {
                drawn?;
            }
        }
        Ok(Printed {
            files: Vec::new(),
            pages,
            substituted_fonts: layout.substituted(),
            unprintable: layout.unprintable(),
        })
    }

    /// Adds a file that the HTML writer wrote once: of a seal.
    ///
    /// # Errors
    /// Internal, when it is no such file.
    pub fn add_kept(&mut self, file: &[u8]) -> Result<usize> {
        let text = std::str::from_utf8(file).map_err(Error::internal)?;
        let style = text.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
        let (style, body) = style.ok_or_else(|| Error::internal("a kept paper without a style"))?;
        // Its own classes: another program's book may have had its files in another order.
        self.classes =
            style.lines().filter(|line| line.starts_with(".f")).fold(String::new(), |mut classes, line| {
                classes.push_str(line);
                classes.push('\n');
                classes
            });
        let svgs =
            body.split_inclusive("</svg>").filter_map(|part| part.find("<svg").and_then(|at| part.get(at..)));
        let mut pages = 0;
        for svg in svgs {
            pages += 1;
            if self.pages.len() < self.most {
                self.take(svg);
            }
        }
        self.total += pages;
        Ok(pages)
    }

    fn take(&mut self, svg: &str) {
        let measure = |name: &str| {
            let (_, rest) = svg.split_once(&format!(" {name}=\""))?;
            rest.split_once("mm\"")?.0.parse().ok()
        };
        let size =
            PageSize { width: measure("width").unwrap_or(210.0), height: measure("height").unwrap_or(297.0) };
        self.pages.push(Drawn { size, svg: svg.trim_end().to_owned() });
    }

    /// Pages of all the papers, those too that are not shown.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The pages that are shown.
    pub fn pages(&self) -> Vec<PageSize> {
        self.pages.iter().map(|page| page.size).collect()
    }

    /// One HTML file without a script. The widest page is as wide as the frame, whatever that is: the
    /// frame alone decides how large the pages are. `title` holds no personal data.
    pub fn html(&self, title: &str) -> String {
        let widest = self.pages.iter().map(|page| page.size.width).fold(1.0, f32::max);
        let mut html = String::from(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             font-src 'self' paper: http://paper.localhost http://127.0.0.1:*\">\n<title>",
        );
        html::escape(title, &mut html);
        html.push_str(&format!(
            "</title>\n<style>\nhtml,body{{margin:0;overflow:hidden}}\n\
             svg{{display:block;height:auto;margin:0 auto {GAP}%;background:#fff}}\n\
             text{{white-space:pre}}\n"
        ));
        for (family, file) in self.fonts.faces() {
            html.push_str(&format!("@font-face{{font-family:'{family}';src:url('/fonts/{file}')}}\n"));
        }
        html.push_str(&self.classes);
        html.push_str("</style>\n</head>\n<body>\n");
        for page in &self.pages {
            html.push_str(&scaled(&page.svg, page.size.width / widest * 100.0));
            html.push('\n');
        }
        html.push_str("</body>\n</html>\n");
        html
    }
}

/// The page with its width in percent instead of its size in mm.
fn scaled(svg: &str, percent: f32) -> String {
    let Some((before, rest)) = svg.split_once(" width=\"") else { return svg.to_owned() };
    let after = rest.split_once(" viewBox").map_or(rest, |(_, after)| after);
    format!("{before} width=\"{percent:.3}%\" viewBox{after}")
}
