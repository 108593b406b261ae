"""The engines that are Python libraries or programs: each fills in, reads or draws the fields of a kit.

engines.py fill NAME KIT VALUES FILLED    VALUES: JSON, field name to value
engines.py read NAME FILLED               prints JSON of the same form
engines.py draw NAME PDF DPI FOLDER       writes every page as PGM
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
# Width, height and grey pixels of a page.
Page = tuple[int, int, bytes]


def normalize_value(value: object) -> str:
    """Returns a value, be it a name or a string, with one kind of line end."""
    return str(value or "").removeprefix("/").replace("\r\n", "\n").replace("\r", "\n")


def fill_pypdf(kit: str, values: Values, filled: str) -> None:
    """Fills in with pypdf, which takes states as texts, with their slash."""
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
    """Fills in as a program would that knows only the standard.

    It sets values and states, and leaves the drawing of texts to readers.
    """
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
    """Fills in with the form module of pikepdf, which is built on qpdf."""
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


def draw_mupdf(path: str, dpi: int) -> Iterator[Page]:
    import pymupdf

    for page in pymupdf.open(path):
        pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
        yield pixels.width, pixels.height, bytes(pixels.samples)


class PdfiumForm:
    """A file in PDFium, with the calls that Chromium makes when somebody clicks and pastes."""

    def __init__(self, path: str) -> None:
        import pypdfium2

        self.raw = pypdfium2.raw
        self.document = pypdfium2.PdfDocument(path)
        self.document.init_forms()
        self.form = self.document.formenv

    def widgets(self) -> Iterator[tuple[object, object, str]]:
        """Yields page, annotation and name of every widget, with all pages open."""
        for page in list(self.document):
            for index in range(self.raw.FPDFPage_GetAnnotCount(page)):
                annotation = self.raw.FPDFPage_GetAnnot(page, index)
                if self.raw.FPDFAnnot_GetSubtype(annotation) == self.raw.FPDF_ANNOT_WIDGET:
                    yield page, annotation, self.text("FPDFAnnot_GetFormFieldName", annotation)
                self.raw.FPDFPage_CloseAnnot(annotation)
            self.raw.FORM_ForceToKillFocus(self.form)

    def text(self, function: str, annotation: object) -> str:
        """Returns the text that one of the functions of PDFium writes to a buffer."""
        call = getattr(self.raw, function)
        length = call(self.form, annotation, None, 0)
        buffer = (self.raw.FPDF_WCHAR * (length // 2))()
        call(self.form, annotation, buffer, length)
        return bytes(buffer).decode("utf-16-le").rstrip("\0")

    def click(self, page: object, annotation: object) -> None:
        """Clicks into the middle of a widget."""
        box = self.raw.FS_RECTF()
        self.raw.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
        at = (self.form, page, 0, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
        for event in (self.raw.FORM_OnMouseMove, self.raw.FORM_OnLButtonDown, self.raw.FORM_OnLButtonUp):
            event(*at)


def fill_pdfium(kit: str, values: Values, filled: str) -> None:
    """Fills in with PDFium: clicks into boxes and circles, and pastes texts."""
    opened, done = PdfiumForm(kit), set()
    raw, form = opened.raw, opened.form
    for page, annotation, name in opened.widgets():
        kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
        if name in done or name not in values:
            continue
        value = opened.text("FPDFAnnot_GetFormFieldExportValue", annotation)
        if kind == raw.FPDF_FORMFIELD_RADIOBUTTON and value != values[name]:
            continue
        done.add(name)
        opened.click(page, annotation)
        if kind == raw.FPDF_FORMFIELD_TEXTFIELD:
            pasted = ctypes.create_string_buffer(values[name].encode("utf-16-le") + b"\0\0")
            raw.FORM_ReplaceSelection(form, page, ctypes.cast(pasted, raw.FPDF_WIDESTRING))
            raw.FORM_ForceToKillFocus(form)
    opened.document.save(filled)


def read_pdfium(path: str) -> Values:
    opened = PdfiumForm(path)
    value = "FPDFAnnot_GetFormFieldValue"
    return {name: opened.text(value, annotation) for _, annotation, name in opened.widgets()}


def draw_pdfium(path: str, dpi: int) -> Iterator[Page]:
    for page in PdfiumForm(path).document:
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        rows = [bytes(bitmap.buffer)[at * bitmap.stride :][: bitmap.width] for at in range(bitmap.height)]
        yield bitmap.width, bitmap.height, b"".join(rows)


def print_of(*command: str) -> str:
    """Returns the standard output of a program; its standard error passes through."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", timeout=300).stdout


def fill_pdftk(kit: str, values: Values, filled: str) -> None:
    """Fills in with pdftk, the Java library iText, from values as XFDF.

    In a font like the kit's it draws empty boxes. Its manual recommends to leave the drawing of scripts other than
    Latin to readers.
    """
    fields = "".join(
        f"<field name={quoteattr(name)}><value>{escape(value)}</value></field>" for name, value in values.items()
    )
    xfdf = Path(filled).with_suffix(".xfdf")
    root = '<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    xfdf.write_text(f"{head}{root}<fields>{fields}</fields></xfdf>", encoding="utf-8")
    print_of("pdftk", kit, "fill_form", str(xfdf), "output", filled, "need_appearances")


def read_pdftk(path: str) -> Values:
    found: Values = {}
    for block in print_of("pdftk", path, "dump_data_fields_utf8").split("---\n"):
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


def draw_poppler(path: str, dpi: int) -> Iterator[Page]:
    command = ["pdftoppm", "-gray", "-r", str(dpi), path]
    pages = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=300).stdout
    while pages:
        _, size, _, rest = pages.split(b"\n", 3)
        width, height = map(int, size.split())
        yield width, height, rest[: width * height]
        pages = rest[width * height :]


FILLERS = {
    "pypdf": fill_pypdf,
    "pikepdf": fill_pikepdf,
    "by hand": fill_by_hand,
    "MuPDF": fill_mupdf,
    "PDFium": fill_pdfium,
    "pdftk": fill_pdftk,
}
READERS = {
    "pypdf": read_pypdf,
    "pikepdf": read_pikepdf,
    "MuPDF": read_mupdf,
    "PDFium": read_pdfium,
    "pdftk": read_pdftk,
}
DRAWERS = {"poppler": draw_poppler, "MuPDF": draw_mupdf, "PDFium": draw_pdfium}


def main(task: str, name: str, path: str, *rest: str) -> None:
    """Carries out one task."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    if task == "fill":
        FILLERS[name](path, json.loads(Path(rest[0]).read_text(encoding="utf-8")), rest[1])
    elif task == "read":
        json.dump({name: normalize_value(value) for name, value in READERS[name](path).items()}, sys.stdout)
    else:
        for number, (width, height, pixels) in enumerate(DRAWERS[name](path, int(rest[0])), 1):
            Path(rest[1], f"{number}.pgm").write_bytes(f"P5\n{width} {height}\n255\n".encode() + pixels)


if __name__ == "__main__":
    main(*sys.argv[1:])
