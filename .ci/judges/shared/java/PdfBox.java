// Fills in, reads and draws the fields of a kit with PDFBox.
//
//     java PdfBox fill KIT VALUES FILLED   VALUES: JSON, field name to value; prints the fields it cannot draw
//     java PdfBox read FILLED              prints JSON of the same form
//     java PdfBox draw PDF DPI FOLDER      writes every page as PGM

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

public class PdfBox {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The logger, which would warn that the font of every field is a subset. */
    private static final Logger LOG = Logger.getLogger("org.apache.pdfbox");

    public static void main(String[] arguments) throws Exception {
        LOG.setLevel(Level.SEVERE);
        try (PDDocument document = Loader.loadPDF(new File(arguments[1]))) {
            switch (arguments[0]) {
                case "fill" -> fill(document, JSON.readTree(new File(arguments[2])), new File(arguments[3]));
                case "read" -> read(document);
                case "draw" -> draw(document, Float.parseFloat(arguments[2]), Path.of(arguments[3]));
                default -> throw new IllegalArgumentException("unknown task: " + arguments[0]);
            }
        }
    }

    /** Returns the form as it is, without the repairs that PDFBox makes by default. */
    private static PDAcroForm form(PDDocument document) {
        return document.getDocumentCatalog().getAcroForm(null);
    }

    private static void fill(PDDocument document, JsonNode values, File filled) throws IOException {
        for (PDField field : form(document).getFieldTree()) {
            JsonNode value = values.get(field.getFullyQualifiedName());
            if (value == null) {
                continue;
            }
            try {
                field.setValue(value.asText());
            } catch (IllegalArgumentException | UnsupportedOperationException error) {
                // The value is set by then, but PDFBox cannot draw it in the field's font: it rejects characters
                // that the font lacks, and cannot write in a font with CFF outlines at all.
                System.out.println(field.getFullyQualifiedName() + ": " + error);
                form(document).setNeedAppearances(true);
            }
        }
        document.save(filled);
    }

    private static void read(PDDocument document) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (PDField field : form(document).getFieldTree()) {
            found.put(field.getFullyQualifiedName(), field.getValueAsString());
        }
        System.out.write(JSON.writeValueAsBytes(found));
        System.out.flush();
    }

    private static void draw(PDDocument document, float dpi, Path folder) throws IOException {
        PDFRenderer renderer = new PDFRenderer(document);
        for (int page = 0; page < document.getNumberOfPages(); page++) {
            BufferedImage image = renderer.renderImageWithDPI(page, dpi, ImageType.GRAY);
            try (OutputStream out = Files.newOutputStream(folder.resolve((page + 1) + ".pgm"))) {
                String head = "P5\n" + image.getWidth() + " " + image.getHeight() + "\n255\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
            }
        }
    }
}
