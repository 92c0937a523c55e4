//! What the elements of HTML are for.
//!
//! After the HTML Living Standard, <https://html.spec.whatwg.org>.

use crate::read::BlockKind;

/// Whether nothing of it is text for a reader, or only words on buttons.
pub(super) fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "nav"
            | "iframe"
            | "object"
            | "canvas"
            | "audio"
            | "video"
            | "map"
            | "button"
            | "select"
            | "datalist"
            | "textarea"
            | "input"
            | "progress"
            | "meter"
            | "dialog"
            | "noframes"
            | "noembed"
    )
}

/// Whether it is part of a drawing. Its words, if any, stay.
pub(super) fn is_drawing(name: &str) -> bool {
    matches!(
        name,
        "svg"
            | "path"
            | "g"
            | "defs"
            | "use"
            | "symbol"
            | "circle"
            | "ellipse"
            | "rect"
            | "line"
            | "polyline"
            | "polygon"
            | "text"
            | "tspan"
            | "textpath"
            | "lineargradient"
            | "radialgradient"
            | "stop"
            | "clippath"
            | "mask"
            | "filter"
            | "pattern"
            | "marker"
            | "image"
            | "animate"
            | "animatetransform"
            | "foreignobject"
            | "desc"
            | "math"
    )
}

/// Whether it is empty, or closed by what follows; such do not nest without others between.
pub(super) fn closes_by_itself(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "head"
            | "body"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
            | "rb"
            | "rtc"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "colgroup"
            | "caption"
            | "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "script"
            | "style"
            | "title"
            | "textarea"
            | "noframes"
            | "iframe"
            | "noembed"
            | "xmp"
            | "plaintext"
    )
}

/// Whether it is opened again in each block until it is closed.
pub(super) fn is_style(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Whether it stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// The kind of block that its name says, which holds for what is in it too.
pub(super) fn kind(name: &str) -> Option<BlockKind> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
        "li" | "dt" | "dd" => BlockKind::Item,
        "blockquote" => BlockKind::Quote,
        "tr" => BlockKind::Row,
        "figcaption" | "caption" => BlockKind::Caption,
        "aside" => BlockKind::Furniture,
        "article" => BlockKind::Paragraph,
        _ => return None,
    })
}

/// Whether it holds what a page is for.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
