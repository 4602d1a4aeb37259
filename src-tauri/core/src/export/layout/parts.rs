//! Rows of a grid fall onto pages: rows that belong together stay together, header rows come again,
//! cells that reach over a page's end are cut.

use std::collections::VecDeque;

use super::{
    flow::{Band, Flow, Part},
    grid::{LaidRow, Rows, Shape, cut, settle},
};
use crate::{
    Result,
    documents::{Grid, Ruling},
};

/// Rows between two looks at whether the clerk wants to stop.
const LOOK: usize = 512;
/// Notes and signatures that go to a new page take so many rows with them: a page with one name on
/// it looks like a mistake.
const COMPANY: usize = 3;

/// The page's part of a grid that is still being filled.
struct Open {
    rows: Vec<LaidRow>,
    y: f32,
    height: f32,
    first: bool,
}

impl Flow<'_> {
    pub(super) fn header(&self, grid: &Grid, shape: &Shape) -> Result<Vec<LaidRow>> {
        let mut laying = Rows::new(self.measure, shape);
        let mut header = Vec::new();
        for row in &grid.header {
            header.extend(laying.lay(row.clone(), None, self.bottom / 2.0)?);
        }
        settle(&mut header);
        Ok(header)
    }

    /// Lays a grid; `tail` is the height of what should stand under its last rows.
    pub(super) fn grid(&mut self, grid: &Grid, tail: f32) -> Result<()> {
        let shape = Shape::new(grid, self.width);
        let header = self.header(grid, &shape)?;
        let head = heights(&header);
        let body = (self.bottom - head).max(self.bottom / 4.0);
        let mut open = Open { rows: Vec::new(), y: self.y, height: head, first: true };
        let mut laying = Rows::new(self.measure, &shape);
        let mut group: Vec<LaidRow> = Vec::new();
        let mut held: VecDeque<Vec<LaidRow>> = VecDeque::with_capacity(COMPANY + 1);
        for (source, row) in grid.rows.iter().enumerate() {
            if source % LOOK == 0 && self.progress.cancelled() {
                // Says nothing but that it was stopped.
                self.progress.step("", 0, 0)?;
            }
            self.rows += 1;
            for laid in laying.lay(row, Some(source), body)? {
                // Rows that fill a page already can't be kept together any more.
                let ends = !laid.joined || (!laid.spanned && heights(&group) > body);
                group.push(laid);
                if ends {
                    settle(&mut group);
                    held.push_back(std::mem::take(&mut group));
                    if held.len() > COMPANY
                        && let Some(group) = held.pop_front()
                    {
                        self.add(&mut open, group, 0.0, (&shape, &header))?;
                    }
                }
            }
        }
        settle(&mut group);
        if !group.is_empty() {
            held.push_back(group);
        }
        self.end(&mut open, held, tail, (&shape, &header))?;
        if open.first && open.rows.is_empty() && self.y + open.height > self.bottom && self.y > 0.0 {
            self.new_page();
            open.y = 0.0;
        }
        self.close(&mut open, (&shape, &header), true)?;
        if !open.first {
            self.broken.push((self.grids, self.page));
        }
        self.grids += 1;
        Ok(())
    }

    /// Puts the last rows; those that stay with what stands under the grid go to a new page in company.
    fn end(
        &mut self,
        open: &mut Open,
        mut held: VecDeque<Vec<LaidRow>>,
        tail: f32,
        grid: (&Shape, &[LaidRow]),
    ) -> Result<()> {
        let all: f32 = held.iter().map(|group| heights(group)).sum();
        let room = self.bottom - open.y - open.height;
        // Tall rows are company enough by themselves.
        if tail > 0.0 && all + tail > room && all <= self.bottom / 4.0 {
            let joined = held.into_iter().flatten().collect();
            return self.add(open, joined, tail, grid);
        }
        while let Some(group) = held.pop_front() {
            let tail = if held.is_empty() { tail } else { 0.0 };
            self.add(open, group, tail, grid)?;
        }
        Ok(())
    }

    /// Puts rows that belong together onto this page or the next.
    fn add(
        &mut self,
        open: &mut Open,
        group: Vec<LaidRow>,
        tail: f32,
        grid: (&Shape, &[LaidRow]),
    ) -> Result<()> {
        let total = heights(&group);
        let head = heights(grid.1);
        let whole = self.bottom - head;
        let room = self.bottom - open.y - open.height;
        let at_top = open.rows.is_empty() && open.y <= 0.0;
        // A table that has not begun stays under its heads; lines without rules are text, and go with
        // the signature under them.
        let stays = (open.rows.is_empty() && grid.0.ruling != Ruling::None) || total + tail > whole;
        if total + tail <= room || (total <= room && stays) {
            open.height += total;
            open.rows.extend(group);
            return Ok(());
        }
        if total <= whole && !at_top {
            self.turn(open, grid)?;
            open.height += total;
            open.rows.extend(group);
            return Ok(());
        }
        let mut carried = Vec::new();
        for mut row in group {
            if open.y + open.height + row.height > self.bottom && !(open.rows.is_empty() && open.y <= 0.0) {
                carried = cut(&mut open.rows);
                self.turn(open, grid)?;
            }
            row.cells.append(&mut carried);
            row.cells.sort_by_key(|cell| cell.column);
            open.height += row.height;
            open.rows.push(row);
        }
        Ok(())
    }

    /// Ends the page's part and begins one on the next page.
    fn turn(&mut self, open: &mut Open, grid: (&Shape, &[LaidRow])) -> Result<()> {
        if open.rows.is_empty() {
            self.new_page();
        } else {
            self.close(open, grid, false)?;
            self.new_page();
            open.first = false;
        }
        (open.y, open.height) = (0.0, heights(grid.1));
        Ok(())
    }

    fn close(&mut self, open: &mut Open, (shape, header): (&Shape, &[LaidRow]), last: bool) -> Result<()> {
        let mut rows = header.to_vec();
        rows.append(&mut open.rows);
        if !rows.is_empty() {
            self.y = open.y;
            let part = Part { grid: self.grids, shape, head: header.len(), rows, first: open.first, last };
            self.sink.band(self.place(open.height), Band::Part(part))?;
        }
        self.y = open.y + open.height;
        Ok(())
    }
}

pub(super) fn heights(rows: &[LaidRow]) -> f32 {
    rows.iter().map(|row| row.height).sum()
}
