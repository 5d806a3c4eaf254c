//! The graph in the formats of other programs.

use std::fmt::Write;

use super::Graph;

/// A format of other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// GraphML, as yEd, Gephi and NetworkX read it.
    Graphml,
    /// DOT, as Graphviz reads it.
    Dot,
    /// CSV (RFC 4180), one line per edge.
    Csv,
}

impl GraphFormat {
    /// The format of that name: `graphml`, `dot` or `csv`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "graphml" => Some(Self::Graphml),
            "dot" => Some(Self::Dot),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// A graph in a format of other programs.
pub fn export(graph: &Graph, format: GraphFormat) -> String {
    match format {
        GraphFormat::Graphml => to_graphml(graph),
        GraphFormat::Dot => to_dot(graph),
        GraphFormat::Csv => to_csv(graph),
    }
}

/// GraphML, as yEd, Gephi and NetworkX read it.
pub fn to_graphml(graph: &Graph) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
         <key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n\
         <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n\
         <key id=\"strength\" for=\"all\" attr.name=\"strength\" attr.type=\"double\"/>\n\
         <key id=\"last\" for=\"edge\" attr.name=\"last\" attr.type=\"string\"/>\n\
         <graph edgedefault=\"undirected\">\n",
    );
    for node in &graph.nodes {
        let _ = write!(
            out,
            "<node id=\"n{}\"><data key=\"name\">{}</data>",
            node.id,
            xml(&node.name)
        );
        let _ = write!(out, "<data key=\"kind\">{}</data>", xml(&node.kind));
        if let Some(strength) = node.strength {
            let _ = write!(out, "<data key=\"strength\">{strength}</data>");
        }
        out.push_str("</node>\n");
    }
    for edge in &graph.edges {
        let _ = writeln!(
            out,
            "<edge source=\"n{}\" target=\"n{}\"><data key=\"strength\">{}</data><data key=\"last\">{}</data></edge>",
            edge.source, edge.target, edge.strength, edge.last
        );
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

/// DOT, as Graphviz reads it; a stronger edge is drawn thicker.
pub fn to_dot(graph: &Graph) -> String {
    let mut out = String::from("graph relations {\n");
    for node in &graph.nodes {
        let _ = writeln!(
            out,
            "  n{} [label=\"{}\", kind=\"{}\"];",
            node.id,
            dot(&node.name),
            dot(&node.kind)
        );
    }
    for edge in &graph.edges {
        let width = 1.0 + edge.strength.min(9.0);
        let _ = writeln!(
            out,
            "  n{} -- n{} [weight={}, penwidth={width:.2}];",
            edge.source, edge.target, edge.strength
        );
    }
    out.push_str("}\n");
    out
}

/// CSV (RFC 4180), one line per edge: both names and kinds, strength, last day, count of interactions.
pub fn to_csv(graph: &Graph) -> String {
    let mut out = String::from("source,source_kind,target,target_kind,strength,last,interactions\r\n");
    let node = |id: u32| {
        let at = graph.nodes.binary_search_by_key(&id, |node| node.id);
        at.ok()
            .and_then(|at| graph.nodes.get(at))
            .map_or((String::new(), String::new()), |n| (csv(&n.name), csv(&n.kind)))
    };
    for edge in &graph.edges {
        let ((source, source_kind), (target, target_kind)) = (node(edge.source), node(edge.target));
        let count = edge.interactions.len();
        let _ = write!(
            out,
            "{source},{source_kind},{target},{target_kind},{},{},{count}\r\n",
            edge.strength, edge.last
        );
    }
    out
}

/// XML text: markup escaped, characters that XML 1.0 cannot hold left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

fn dot(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace(['\n', '\r'], " ")
}

/// A CSV cell. One that a spreadsheet would run as a formula is given as text with a leading apostrophe.
fn csv(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let text = if text.starts_with(['=', '+', '-', '@', '\t']) {
        format!("'{text}")
    } else {
        text
    };
    if text.contains([',', '"']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Day;
    use crate::summary::{GraphEdge, GraphNode};

    fn graph() -> Graph {
        let node = |id, name: &str| GraphNode {
            id,
            name: name.into(),
            kind: "person".to_owned(),
            path: None,
            strength: None,
        };
        Graph {
            nodes: vec![node(1, "A \"B\" <C>"), node(4, "=D, E")],
            edges: vec![GraphEdge {
                source: 1,
                target: 4,
                strength: 0.5,
                last: Day::parse("2026-01-02").unwrap(),
                interactions: Vec::new(),
            }],
        }
    }

    #[test]
    fn names_cannot_break_out_of_a_format() {
        assert!(to_graphml(&graph()).contains("<data key=\"name\">A &quot;B&quot; &lt;C&gt;</data>"));
        assert!(to_dot(&graph()).contains("n1 [label=\"A \\\"B\\\" <C>\""));
        let csv = to_csv(&graph());
        assert!(
            csv.ends_with("\"A \"\"B\"\" <C>\",person,\"'=D, E\",person,0.5,2026-01-02,0\r\n"),
            "{csv}"
        );
    }
}
