//! Which tasks wait for which.

use std::collections::{HashMap, HashSet};

use crate::note::task::Task;
use crate::order::Order as _;

/// The dependencies among tasks, by id.
#[derive(Debug, Default)]
pub struct Dependencies<'a> {
    /// Ids of tasks that are still to do.
    open: HashSet<&'a str>,
    /// Ids that tasks wait for which are still to do.
    awaited: HashSet<&'a str>,
}

impl<'a> Dependencies<'a> {
    /// The dependencies among these tasks.
    pub fn of(tasks: impl IntoIterator<Item = &'a Task>) -> Self {
        let mut found = Self::default();
        for task in tasks.into_iter().filter(|task| !task.is_done) {
            found.awaited.extend(task.depends_on.iter().map(String::as_str));
            if !task.id.is_empty() {
                found.open.insert(&task.id);
            }
        }
        found
    }

    /// Whether the task is to do and waits for another that is.
    pub fn is_blocked(&self, task: &Task) -> bool {
        !task.is_done && task.depends_on.iter().any(|id| self.open.contains(id.as_str()))
    }

    /// Whether the task is to do and another that is waits for it.
    pub fn is_blocking(&self, task: &Task) -> bool {
        !task.is_done && self.awaited.contains(task.id.as_str())
    }

    /// The tasks that wait for each other in a circle, each once, in order; none of them can ever begin.
    ///
    /// Of tasks with the same id the first counts. Takes time in proportion to tasks and dependencies.
    pub fn in_cycles(tasks: &[&Task]) -> Vec<usize> {
        let mut by_id: HashMap<&str, usize> = HashMap::new();
        for (index, task) in tasks.iter().enumerate().rev() {
            by_id.insert(&task.id, index);
        }
        let edges: Vec<Vec<usize>> = tasks
            .iter()
            .map(|task| {
                task.depends_on
                    .iter()
                    .filter_map(|id| by_id.get(id.as_str()).copied())
                    .collect()
            })
            .collect();
        let mut tarjan = Tarjan::new(&edges);
        (0..tasks.len()).for_each(|node| tarjan.visit(node));
        let mut cyclic = tarjan.cyclic;
        cyclic.order();
        cyclic
    }
}

/// Tarjan's strongly connected components, with a stack of its own so that a long chain cannot exhaust the call stack.
struct Tarjan<'a> {
    edges: &'a [Vec<usize>],
    /// When a node was first seen, from 1; 0 for not yet.
    seen: Vec<usize>,
    /// The earliest node that can be reached from it.
    low: Vec<usize>,
    on_path: Vec<bool>,
    path: Vec<usize>,
    clock: usize,
    cyclic: Vec<usize>,
}

impl<'a> Tarjan<'a> {
    fn new(edges: &'a [Vec<usize>]) -> Self {
        Self {
            edges,
            seen: vec![0; edges.len()],
            low: vec![0; edges.len()],
            on_path: vec![false; edges.len()],
            path: Vec::new(),
            clock: 0,
            cyclic: Vec::new(),
        }
    }

    fn visit(&mut self, root: usize) {
        if get(&self.seen, root) != 0 {
            return;
        }
        let mut calls = vec![(root, 0)];
        self.enter(root);
        while let Some((node, next)) = calls.last_mut() {
            let node = *node;
            let Some(target) = self.edges.get(node).and_then(|edges| edges.get(*next)).copied() else {
                calls.pop();
                self.leave(node);
                if let Some((caller, _)) = calls.last() {
                    self.lower(*caller, get(&self.low, node));
                }
                continue;
            };
            *next += 1;
            if get(&self.seen, target) == 0 {
                self.enter(target);
                calls.push((target, 0));
            } else if self.on_path.get(target) == Some(&true) {
                self.lower(node, get(&self.seen, target));
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.clock += 1;
        set(&mut self.seen, node, self.clock);
        set(&mut self.low, node, self.clock);
        set(&mut self.on_path, node, true);
        self.path.push(node);
    }

    fn lower(&mut self, node: usize, low: usize) {
        let lowest = get(&self.low, node).min(low);
        set(&mut self.low, node, lowest);
    }

    /// Closes the component that begins with the node, if one does.
    fn leave(&mut self, node: usize) {
        if get(&self.low, node) != get(&self.seen, node) {
            return;
        }
        let start = self.path.iter().rposition(|on| *on == node).unwrap_or(0);
        let component = self.path.split_off(start);
        for on in &component {
            set(&mut self.on_path, *on, false);
        }
        let waits_for_itself = self.edges.get(node).is_some_and(|edges| edges.contains(&node));
        if component.len() > 1 || waits_for_itself {
            self.cyclic.extend(component);
        }
    }
}

fn get(list: &[usize], at: usize) -> usize {
    list.get(at).copied().unwrap_or(0)
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::task::{ParseOptions, parse};

    fn tasks(lines: &[&str]) -> Vec<Task> {
        lines
            .iter()
            .map(|line| parse(line, &ParseOptions::default()).unwrap())
            .collect()
    }

    #[test]
    fn done_tasks_block_nothing() {
        let tasks = tasks(&[
            "- [ ] a 🆔 a",
            "- [x] b 🆔 b",
            "- [ ] c ⛔ a,b",
            "- [ ] d ⛔ b",
            "- [x] e ⛔ a",
        ]);
        let all = Dependencies::of(&tasks);
        let blocked: Vec<bool> = tasks.iter().map(|task| all.is_blocked(task)).collect();
        let blocking: Vec<bool> = tasks.iter().map(|task| all.is_blocking(task)).collect();
        assert_eq!(blocked, [false, false, true, false, false]);
        assert_eq!(blocking, [true, false, false, false, false]);
    }

    #[test]
    fn finds_circles() {
        let tasks = tasks(&[
            "- [ ] a 🆔 a ⛔ b",
            "- [ ] b 🆔 b ⛔ c",
            "- [ ] c 🆔 c ⛔ a, d",
            "- [ ] d 🆔 d",
            "- [ ] e 🆔 e ⛔ e",
            "- [ ] f ⛔ a",
        ]);
        let all: Vec<&Task> = tasks.iter().collect();
        assert_eq!(Dependencies::in_cycles(&all), [0, 1, 2, 4]);
    }

    #[test]
    fn a_long_chain_is_walked() {
        let lines: Vec<String> = (0..20_000).map(|n| format!("- [ ] x 🆔 n{n} ⛔ n{}", n + 1)).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let tasks = tasks(&lines);
        let all: Vec<&Task> = tasks.iter().collect();
        assert_eq!(Dependencies::in_cycles(&all), [0; 0]);
    }
}
