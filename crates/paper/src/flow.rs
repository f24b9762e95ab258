//! Blocks onto pages: what belongs together stays together, and a table that goes on says again what its columns are.

use crate::text::Line;
use krilla::image::Image;

/// Something drawn, with its place in points: on a page from its top left corner, in a block from the block's.
#[derive(Clone)]
pub enum Ink {
    /// A line of text; `y` is its baseline.
    Text { x: f32, y: f32, line: Line },
    /// A hairline.
    Rule { x: f32, y: f32, width: f32, soft: bool },
    /// The bars of a code: each with where it begins and how wide it is, in modules of so many points.
    Bars { x: f32, y: f32, height: f32, module: f32, bars: Vec<(usize, usize)> },
    /// A picture.
    Picture { x: f32, y: f32, width: f32, height: f32, image: Image },
}

/// What is not broken: a line of a paragraph, a row of a table, the totals.
#[derive(Clone, Default)]
pub struct Block {
    pub inks: Vec<Ink>,
    pub height: f32,
    /// Room above it, unless it is the first of its page.
    pub above: f32,
    /// Stands on one page with the block after it.
    pub keeps: bool,
    /// The head that is repeated before it when it begins a page.
    pub head: Option<usize>,
}

/// The part of a page for blocks.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub top: f32,
    pub bottom: f32,
}

impl Ink {
    /// The same, so far from where it was.
    pub fn moved(mut self, dx: f32, dy: f32) -> Ink {
        match &mut self {
            Ink::Text { x, y, .. } | Ink::Rule { x, y, .. } | Ink::Bars { x, y, .. } | Ink::Picture { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
        self
    }
}

/// Puts blocks onto pages: the first page has less room than those after it.
pub fn flow(blocks: Vec<Block>, heads: &[Block], first: Room, next: Room) -> Vec<Vec<Ink>> {
    let mut pages = Pages { done: Vec::new(), inks: Vec::new(), y: first.top, room: first, next, fresh: true };
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let mut chain = vec![block];
        while chain.last().is_some_and(|b| b.keeps) {
            match blocks.next() {
                Some(block) => chain.push(block),
                None => break,
            }
        }
        let height: f32 = chain.iter().map(|b| b.height + b.above).sum::<f32>() - chain[0].above;
        let head = |b: &Block| b.head.map_or(0.0, |at| heads[at].height);
        if pages.left() < height + chain[0].above && !pages.fresh {
            pages.turn(&chain[0], heads);
        }
        // What is taller than a page is broken after all.
        let whole = height + head(&chain[0]) <= next.bottom - next.top;
        for block in chain {
            if !whole && pages.left() < block.height + block.above && !pages.fresh {
                pages.turn(&block, heads);
            }
            pages.put(block);
        }
    }
    pages.done.push(pages.inks);
    pages.done
}

struct Pages {
    done: Vec<Vec<Ink>>,
    inks: Vec<Ink>,
    y: f32,
    room: Room,
    next: Room,
    /// Nothing stands on this page yet but a repeated head.
    fresh: bool,
}

impl Pages {
    fn left(&self) -> f32 {
        // A hair of tolerance: sums of fractions differ in the last digit.
        self.room.bottom - self.y + 0.01
    }

    fn turn(&mut self, before: &Block, heads: &[Block]) {
        self.done.push(std::mem::take(&mut self.inks));
        (self.room, self.y, self.fresh) = (self.next, self.next.top, true);
        if let Some(head) = before.head {
            self.put(Block { above: 0.0, ..heads[head].clone() });
            self.fresh = true;
        }
    }

    fn put(&mut self, block: Block) {
        if !self.fresh {
            self.y += block.above;
        }
        let y = self.y;
        self.inks.extend(block.inks.into_iter().map(|ink| ink.moved(0.0, y)));
        self.y += block.height;
        self.fresh = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of a height whose only ink tells which one it is.
    fn block(name: usize, height: f32) -> Block {
        let inks = vec![Ink::Rule { x: name as f32, y: 0.0, width: 1.0, soft: false }];
        Block { inks, height, ..Block::default() }
    }

    fn names(pages: &[Vec<Ink>]) -> Vec<Vec<usize>> {
        let name = |ink: &Ink| match ink {
            Ink::Rule { x, .. } => *x as usize,
            _ => usize::MAX,
        };
        pages.iter().map(|p| p.iter().map(name).collect()).collect()
    }

    const ROOM: Room = Room { top: 0.0, bottom: 100.0 };

    #[test]
    fn pages_fill_from_the_top_and_the_first_may_be_shorter() {
        let blocks = (0..5).map(|n| block(n, 30.0)).collect();
        assert_eq!(
            names(&flow(blocks, &[], Room { top: 60.0, bottom: 100.0 }, ROOM)),
            [vec![0], vec![1, 2, 3], vec![4]]
        );
    }

    #[test]
    fn what_keeps_together_moves_together() {
        let mut blocks: Vec<Block> = (0..4).map(|n| block(n, 30.0)).collect();
        blocks[1].keeps = true;
        blocks[2].keeps = true;
        assert_eq!(names(&flow(blocks, &[], ROOM, ROOM)), [vec![0], vec![1, 2, 3]]);
    }

    #[test]
    fn a_table_that_goes_on_repeats_its_head_and_one_that_begins_does_not() {
        let heads = [block(9, 10.0)];
        let rows = (0..5).map(|n| Block { head: Some(0), ..block(n, 30.0) });
        let blocks = std::iter::once(Block { keeps: true, ..heads[0].clone() }).chain(rows).collect();
        assert_eq!(names(&flow(blocks, &heads, ROOM, ROOM)), [vec![9, 0, 1, 2], vec![9, 3, 4]]);
    }

    #[test]
    fn what_is_taller_than_a_page_is_broken_and_ends() {
        let blocks = (0..9).map(|n| Block { keeps: true, ..block(n, 30.0) }).collect();
        assert_eq!(names(&flow(blocks, &[], ROOM, ROOM)).iter().map(Vec::len).sum::<usize>(), 9);
        assert_eq!(names(&flow(vec![block(0, 500.0), block(1, 10.0)], &[], ROOM, ROOM)), [vec![0], vec![1]]);
    }
}
