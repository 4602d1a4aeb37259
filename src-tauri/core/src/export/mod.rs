//! One document, three writers. [`layout`] breaks a [`Document`](crate::documents::Document) into
//! pages of drawing primitives; `pdf` and `html` are pure functions from pages to bytes; `xlsx`
//! writes the document itself and takes only the page breaks from the layout.
//!
//! A room of its own because paper, workbook and preview must agree to the page. It knows no form
//! and no record.
