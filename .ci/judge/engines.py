"""The engines that fill kits in, read what is filled in, and draw it; each task in a process of its own.

`engines.py fill NAME KIT VALUES FILLED` fills in; VALUES is JSON from the name of a field to its value.
`engines.py read NAME FILLED` prints such JSON. `engines.py draw NAME PDF DPI FOLDER` writes pages as PGM.
"""

import ctypes
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Values = dict[str, str]


def plain(value: object) -> str:
    """A value, be it a name or a string, with one kind of line end."""
    return str(value or "").removeprefix("/").replace("\r\n", "\n").replace("\r", "\n")


def fill_pypdf(kit: str, values: Values, filled: str) -> None:
    """A library in Python; it takes states with their slash, as texts."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=kit)
    buttons = {name for name, field in writer.get_fields().items() if field.get("/FT") == "/Btn"}
    stated = {name: f"/{value}" if name in buttons else value for name, value in values.items()}
    writer.update_page_form_field_values(None, stated, auto_regenerate=False)
    writer.write(filled)


def read_pypdf(path: str) -> Values:
    import pypdf

    return {name: field.get("/V") for name, field in pypdf.PdfReader(path).get_fields().items()}


def fill_by_hand(kit: str, values: Values, filled: str) -> None:
    """As a program would that knows only the standard: it sets values and states, and leaves to readers
    how texts look."""
    import pikepdf

    with pikepdf.open(kit) as document:
        for field in document.Root.AcroForm.Fields:
            value = values.get(str(field.T))
            if value is None:
                continue
            if field.FT == "/Tx":
                field.V = pikepdf.String(value)
                continue
            field.V = pikepdf.Name(f"/{value}")
            for widget in field.get("/Kids", [field]):
                widget.AS = field.V if field.V in widget.AP.N else pikepdf.Name.Off
        document.Root.AcroForm.NeedAppearances = True
        document.save(filled)


def fill_pikepdf(kit: str, values: Values, filled: str) -> None:
    """The library's own way, which is qpdf's."""
    import pikepdf
    from pikepdf.form import Form, RadioButtonGroup, TextField

    with pikepdf.open(kit) as document:
        form = Form(document)
        for name, value in values.items():
            field = form[name]
            if isinstance(field, TextField):
                field.value = value
            elif isinstance(field, RadioButtonGroup):
                field.value = pikepdf.Name(f"/{value}")
            else:
                field.checked = True
        document.save(filled)


def read_pikepdf(path: str) -> Values:
    import pikepdf

    with pikepdf.open(path) as document:
        return {str(field.T): str(field.get("/V", "")) for field in document.Root.AcroForm.Fields}


def fill_mupdf(kit: str, values: Values, filled: str) -> None:
    import pymupdf

    document, chosen = pymupdf.open(kit), set()
    for page in document:
        for widget in page.widgets():
            name, value = widget.field_name, values.get(widget.field_name)
            if value is None:
                continue
            if widget.field_type == pymupdf.PDF_WIDGET_TYPE_RADIOBUTTON:
                # Setting one button clears the others.
                if widget.on_state() != value or name in chosen:
                    continue
                chosen.add(name)
                value = True
            widget.field_value = True if widget.field_type == pymupdf.PDF_WIDGET_TYPE_CHECKBOX else value
            widget.update()
    document.save(filled)


def read_mupdf(path: str) -> Values:
    import pymupdf

    found: Values = {}
    for page in pymupdf.open(path):
        for widget in page.widgets():
            if widget.field_value not in ("", "Off", None) or widget.field_name not in found:
                found[widget.field_name] = widget.field_value
    return found


def draw_mupdf(path: str, dpi: int) -> Iterator[tuple[int, int, bytes]]:
    import pymupdf

    for page in pymupdf.open(path):
        pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
        yield pixels.width, pixels.height, bytes(pixels.samples)


class Chromium:
    """A file in PDFium, with what Chromium calls when somebody clicks and pastes."""

    def __init__(self, path: str) -> None:
        import pypdfium2

        self.raw = pypdfium2.raw
        self.document = pypdfium2.PdfDocument(path)
        self.document.init_forms()
        self.form = self.document.formenv

    def widgets(self) -> Iterator[tuple[object, object, str]]:
        """Page, annotation and name of every widget, all pages being open."""
        for page in list(self.document):
            for index in range(self.raw.FPDFPage_GetAnnotCount(page)):
                annotation = self.raw.FPDFPage_GetAnnot(page, index)
                if self.raw.FPDFAnnot_GetSubtype(annotation) == self.raw.FPDF_ANNOT_WIDGET:
                    yield page, annotation, self.text("FPDFAnnot_GetFormFieldName", annotation)
                self.raw.FPDFPage_CloseAnnot(annotation)
            self.raw.FORM_ForceToKillFocus(self.form)

    def text(self, function: str, annotation: object) -> str:
        """What one of the functions says that write a text to a buffer."""
        call = getattr(self.raw, function)
        length = call(self.form, annotation, None, 0)
        buffer = (self.raw.FPDF_WCHAR * (length // 2))()
        call(self.form, annotation, buffer, length)
        return bytes(buffer).decode("utf-16-le").rstrip("\0")

    def click(self, page: object, annotation: object) -> None:
        """A click into the middle of a widget."""
        box = self.raw.FS_RECTF()
        self.raw.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
        at = (self.form, page, 0, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
        for event in (self.raw.FORM_OnMouseMove, self.raw.FORM_OnLButtonDown, self.raw.FORM_OnLButtonUp):
            event(*at)


def fill_pdfium(kit: str, values: Values, filled: str) -> None:
    """Clicks into boxes and circles, and pastes texts."""
    chromium, done = Chromium(kit), set()
    raw, form = chromium.raw, chromium.form
    for page, annotation, name in chromium.widgets():
        kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
        stands_for = chromium.text("FPDFAnnot_GetFormFieldExportValue", annotation)
        if name in done or name not in values or (kind == raw.FPDF_FORMFIELD_RADIOBUTTON and stands_for != values[name]):
            continue
        done.add(name)
        chromium.click(page, annotation)
        if kind == raw.FPDF_FORMFIELD_TEXTFIELD:
            pasted = ctypes.create_string_buffer(values[name].encode("utf-16-le") + b"\0\0")
            raw.FORM_ReplaceSelection(form, page, ctypes.cast(pasted, raw.FPDF_WIDESTRING))
            raw.FORM_ForceToKillFocus(form)
    chromium.document.save(filled)


def read_pdfium(path: str) -> Values:
    chromium = Chromium(path)
    value = "FPDFAnnot_GetFormFieldValue"
    return {name: chromium.text(value, annotation) for _, annotation, name in chromium.widgets()}


def draw_pdfium(path: str, dpi: int) -> Iterator[tuple[int, int, bytes]]:
    for page in Chromium(path).document:
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        rows = [bytes(bitmap.buffer)[at * bitmap.stride:][:bitmap.width] for at in range(bitmap.height)]
        yield bitmap.width, bitmap.height, b"".join(rows)


def run(*command: str) -> str:
    """What a program prints; anything on standard error passes through."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", timeout=300).stdout


def fill_pdftk(kit: str, values: Values, filled: str) -> None:
    """The library iText in Java, with the values as XFDF. What it draws itself in a font like the kit's is
    empty boxes; its manual's way for other scripts than Latin is to leave drawing to the readers."""
    fields = "".join(
        f"<field name={quoteattr(name)}><value>{escape(value)}</value></field>"
        for name, value in values.items()
    )
    xfdf = Path(filled).with_suffix(".xfdf")
    root = '<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    xfdf.write_text(f"{head}{root}<fields>{fields}</fields></xfdf>", encoding="utf-8")
    run("pdftk", kit, "fill_form", str(xfdf), "output", filled, "need_appearances")


def read_pdftk(path: str) -> Values:
    found: Values = {}
    for block in run("pdftk", path, "dump_data_fields_utf8").split("---\n"):
        name, value = None, []
        for line in block.splitlines():
            key, separator, rest = line.partition(": ")
            if key == "FieldName":
                name = rest
            elif key == "FieldValue":
                value = [rest]
            elif value and not (separator and key.startswith("Field")):
                value.append(line)
        if name:
            found[name] = "\n".join(value)
    return found


def draw_poppler(path: str, dpi: int) -> Iterator[tuple[int, int, bytes]]:
    command = ["pdftoppm", "-gray", "-r", str(dpi), path]
    pages = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=300).stdout
    while pages:
        _, size, _, rest = pages.split(b"\n", 3)
        width, height = map(int, size.split())
        yield width, height, rest[: width * height]
        pages = rest[width * height:]


FILL = {
    "pypdf": fill_pypdf, "pikepdf": fill_pikepdf, "by hand": fill_by_hand, "MuPDF": fill_mupdf,
    "PDFium": fill_pdfium, "pdftk": fill_pdftk,
}
READ = {
    "pypdf": read_pypdf, "pikepdf": read_pikepdf, "MuPDF": read_mupdf, "PDFium": read_pdfium,
    "pdftk": read_pdftk,
}
DRAW = {"poppler": draw_poppler, "MuPDF": draw_mupdf, "PDFium": draw_pdfium}


def main(task: str, name: str, path: str, *rest: str) -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    if task == "fill":
        FILL[name](path, json.loads(Path(rest[0]).read_text(encoding="utf-8")), rest[1])
    elif task == "read":
        json.dump({name: plain(value) for name, value in READ[name](path).items()}, sys.stdout)
    else:
        for number, (width, height, pixels) in enumerate(DRAW[name](path, int(rest[0])), 1):
            Path(rest[1], f"{number}.pgm").write_bytes(f"P5\n{width} {height}\n255\n".encode() + pixels)


if __name__ == "__main__":
    main(*sys.argv[1:])
