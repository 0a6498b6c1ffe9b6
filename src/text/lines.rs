use memchr::{memchr, memchr_iter};

use super::Span;

/// Where each line of a text begins: turns byte offsets into line and column.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`; costs one pass over its bytes.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        LineIndex { starts }
    }

    /// The line that holds byte `offset`, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// Byte offset at which line `line` (from 1) begins; `None` past the last line.
    pub fn start(&self, line: u32) -> Option<u32> {
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }

    /// Line and column of byte `offset`, both from 1; the column counts code points.
    ///
    /// `text` must be the indexed one and `offset` one of its character boundaries.
    pub fn position(&self, text: &str, offset: u32) -> (u32, u32) {
        let line = self.line(offset);
        let start = self.starts[line as usize - 1];
        let column = text[start as usize..offset as usize].chars().count() as u32 + 1;
        (line, column)
    }
}

/// The lines of a text, without their line breaks.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lines<'t> {
    /// The lines from byte `start` on, which must be a character boundary.
    pub fn new(text: &'t str, start: usize) -> Self {
        Lines { text, at: start }
    }
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let start = self.at;
        let rest = &self.text[start..];
        if rest.is_empty() {
            return None;
        }
        let length = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.at = (start + length + 1).min(self.text.len());
        Some(Span::new(start, start + rest[..length].trim_end_matches('\r').len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_in_code_points() {
        let text = "ab\n英伟达 NVIDIA\n";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 0), (1, 1));
        assert_eq!(index.position(text, 3), (2, 1));
        assert_eq!(index.position(text, text.find("NVIDIA").unwrap() as u32), (2, 5));
        assert_eq!(index.line(text.len() as u32), 3);
        assert_eq!(index.start(2), Some(3));
        assert_eq!((index.start(0), index.start(9)), (None, None));
    }
}
