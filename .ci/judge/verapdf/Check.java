// Judges PDF files by PDF/UA-1 with the engine of veraPDF: one line for each file, and below it
// every rule that is broken, with the first place of it. Fails if any file breaks one, if no file
// was named, or if a file was judged by no check at all.

import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Check {
    /** How many broken places of one rule are kept; all are counted. */
    private static final int SHOWN = 20;

    public static void main(String[] files) {
        VeraGreenfieldFoundryProvider.initialise();
        boolean isGood = files.length > 0;
        for (String file : files) {
            try {
                isGood &= check(file);
            } catch (Exception error) {
                System.out.println("FAILED " + file + ": " + error);
                isGood = false;
            }
        }
        System.exit(isGood ? 0 : 1);
    }

    private static boolean check(String file) throws Exception {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1);
                PDFAValidator validator = Foundries.defaultInstance()
                    .createValidator(PDFAFlavour.PDFUA_1, SHOWN, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            int checks = result.getTotalAssertions();
            int failed = 0;
            for (int count : result.getFailedChecks().values()) {
                failed += count;
            }
            boolean isGood = result.isCompliant() && failed == 0 && checks > 0;
            System.out.println((isGood ? "passed " : "FAILED ") + file + ": " + checks + " checks, " + failed
                + " failed");
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
