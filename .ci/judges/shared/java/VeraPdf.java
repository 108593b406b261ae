// Validates PDF files with the engine of veraPDF.
//
//     java VeraPdf --flavour ua1|3a... FILE...      by PDF/UA-1 or PDF/A-3a
//
// Prints one line for each file and flavour, and below it every rule that is broken with the first place of it.
// Fails if a file breaks a rule, if a flavour is unknown, if no file or flavour is named, or if no check was made.

import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraPdf {
    /** The limit of places kept for one rule; all places are counted. */
    private static final int MAX_PLACES = 20;
    private static final Map<String, PDFAFlavour> FLAVOURS =
        Map.of("ua1", PDFAFlavour.PDFUA_1, "3a", PDFAFlavour.PDFA_3_A);

    public static void main(String[] arguments) {
        List<String> flavours = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (int at = 0; at < arguments.length; at++) {
            boolean isFlavour = arguments[at].equals("--flavour") && at + 1 < arguments.length;
            (isFlavour ? flavours : files).add(isFlavour ? arguments[++at] : arguments[at]);
        }
        VeraGreenfieldFoundryProvider.initialise();
        boolean isGood = !files.isEmpty() && !flavours.isEmpty();
        for (String file : files) {
            for (String flavour : flavours) {
                try {
                    isGood &= check(file, flavour);
                } catch (Exception error) {
                    System.out.println("FAILED " + flavour + " " + file + ": " + error);
                    isGood = false;
                }
            }
        }
        System.exit(isGood ? 0 : 1);
    }

    private static boolean check(String file, String name) throws Exception {
        PDFAFlavour flavour = FLAVOURS.get(name);
        if (flavour == null) {
            throw new IllegalArgumentException("this flavour is not known");
        }
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance()
                    .createValidator(flavour, MAX_PLACES, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            int checks = result.getTotalAssertions();
            int failed = 0;
            for (int count : result.getFailedChecks().values()) {
                failed += count;
            }
            boolean isGood = result.isCompliant() && failed == 0 && checks > 0;
            System.out.println((isGood ? "passed " : "FAILED ") + name + " " + file + ": " + checks + " checks, "
                + failed + " failed");
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, assertion.getMessage() + " at " + assertion.getLocation().getContext());
                }
            }
            broken.forEach((rule, what) -> System.out.println("    " + rule + ": " + what));
            return isGood;
        }
    }
}
