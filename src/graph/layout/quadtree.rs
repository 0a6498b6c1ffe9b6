//! Many bodies at the price of few: what is far counts as one (Barnes & Hut 1986).

use super::Point;

/// A cell is one body to those who see it under less than this ratio of size to distance.
const OPENING: f64 = 1.2;
/// Bodies closer than the last division of the plane count as one.
const DEPTH: usize = 20;

/// A square of the plane with what lies in it; its parts follow it in the list.
struct Cell {
    centre: Point,
    mass: f64,
    size: f64,
    /// Where the list goes on behind its parts.
    next: u32,
}

/// Bodies in the plane, by place.
pub(super) struct Quadtree {
    cells: Vec<Cell>,
}

impl Quadtree {
    /// Sorts bodies of the given places and masses into squares.
    pub fn new(points: &[Point], mass: &[f64]) -> Self {
        let mut tree = Quadtree { cells: Vec::with_capacity(points.len() * 2) };
        let mut members: Vec<u32> = (0..points.len() as u32).collect();
        let low = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let corner = Point { x: low(|p| p.x), y: low(|p| p.y) };
        let size = f64::max(high(|p| p.x) - corner.x, high(|p| p.y) - corner.y);
        tree.divide(&mut members, points, mass, corner, size, DEPTH);
        tree
    }

    fn divide(&mut self, members: &mut [u32], points: &[Point], mass: &[f64], corner: Point, size: f64, depth: usize) {
        if members.is_empty() {
            return;
        }
        let at = self.cells.len();
        let (mut x, mut y, mut total) = (0.0, 0.0, 0.0);
        for &member in members.iter() {
            let (point, mass) = (points[member as usize], mass[member as usize]);
            (x, y, total) = (x + point.x * mass, y + point.y * mass, total + mass);
        }
        self.cells.push(Cell { centre: Point { x: x / total, y: y / total }, mass: total, size, next: 0 });
        if members.len() > 1 && depth > 0 {
            let half = size / 2.0;
            let middle = Point { x: corner.x + half, y: corner.y + half };
            let below = partition(members, |member| points[member as usize].y < middle.y);
            let (top, bottom) = members.split_at_mut(below);
            for (row, y) in [(top, corner.y), (bottom, middle.y)] {
                let left = partition(row, |member| points[member as usize].x < middle.x);
                let (west, east) = row.split_at_mut(left);
                self.divide(west, points, mass, Point { x: corner.x, y }, half, depth - 1);
                self.divide(east, points, mass, Point { x: middle.x, y }, half, depth - 1);
            }
        } else {
            self.cells[at].size = 0.0;
        }
        self.cells[at].next = self.cells.len() as u32;
    }

    /// The push that all bodies give one at a place: mass over distance, away from each.
    pub fn push(&self, from: Point) -> Point {
        let (mut x, mut y) = (0.0, 0.0);
        let mut at = 0;
        while let Some(cell) = self.cells.get(at) {
            let (dx, dy) = (from.x - cell.centre.x, from.y - cell.centre.y);
            let square = dx * dx + dy * dy;
            if cell.size * cell.size < OPENING * OPENING * square || cell.size == 0.0 {
                if square > 0.0 {
                    let force = cell.mass / square;
                    (x, y) = (x + dx * force, y + dy * force);
                }
                at = cell.next as usize;
            } else {
                at += 1;
            }
        }
        Point { x, y }
    }
}

/// Brings those for which `first` holds to the front, all in their order but for swaps; returns how many.
fn partition(members: &mut [u32], first: impl Fn(u32) -> bool) -> usize {
    let mut front = 0;
    for i in 0..members.len() {
        if first(members[i]) {
            members.swap(front, i);
            front += 1;
        }
    }
    front
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_enough_to_the_sum_over_all() {
        let points: Vec<Point> = (0..500).map(|i| Point { x: f64::from(i * 7919 % 997), y: f64::from(i * 104_729 % 991) }).collect();
        let mass: Vec<f64> = (0..500).map(|i| 1.0 + f64::from(i % 7)).collect();
        let tree = Quadtree::new(&points, &mass);
        for &at in points.iter().step_by(17) {
            let (mut x, mut y) = (0.0, 0.0);
            for (other, mass) in points.iter().zip(&mass).filter(|(other, _)| **other != at) {
                let (dx, dy) = (at.x - other.x, at.y - other.y);
                x += dx * mass / (dx * dx + dy * dy);
                y += dy * mass / (dx * dx + dy * dy);
            }
            let push = tree.push(at);
            let error = ((push.x - x).powi(2) + (push.y - y).powi(2)).sqrt();
            assert!(error < 0.1 * (x * x + y * y).sqrt() + 0.2, "{at:?}: {push:?} for {x}, {y}");
        }
    }

    #[test]
    fn bodies_at_one_place_do_not_divide_for_ever() {
        let tree = Quadtree::new(&[Point { x: 1.0, y: 1.0 }; 9], &[1.0; 9]);
        assert_eq!(tree.push(Point { x: 1.0, y: 1.0 }), Point { x: 0.0, y: 0.0 });
        assert_eq!(Quadtree::new(&[], &[]).push(Point { x: 0.0, y: 0.0 }), Point { x: 0.0, y: 0.0 });
    }
}
