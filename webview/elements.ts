/** The elements that the panel is made of. Importing one defines it. */
import './sections/compare-bar.ts';
import './sections/curve.ts';
import './sections/gradient.ts';
import './sections/health.ts';
import './sections/parameters.ts';
import './sections/pipeline.ts';
import './sections/prediction.ts';
import './sections/result.ts';
import './sections/samples.ts';
import './sections/steps.ts';
import './sections/tensor-input.ts';
import './ui/checkbox.ts';
import './ui/number-field.ts';
import './ui/picker.ts';
import './ui/section.ts';
import './ui/segmented.ts';
import './ui/select.ts';
