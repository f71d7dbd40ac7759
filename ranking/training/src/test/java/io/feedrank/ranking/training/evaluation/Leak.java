package io.feedrank.ranking.training.evaluation;

import java.util.List;

/** Ways to know too much, to see that they are found. */
enum Leak {
    /** An input tells the outcome of its own impression. */
    OWN_OUTCOME {
        @Override
        ModelInputs planted(ModelInputs honest) {
            return new Planted(honest) {
                @Override
                public float[] rows(LoggedImpression impression) {
                    float[] rows = honest.rows(impression);
                    boolean[] clicked = impression.clicked();
                    for (int i = 0; i < clicked.length; i++) {
                        rows[i * columns().size()] += clicked[i] ? 0.001f : 0;
                    }
                    return rows;
                }
            };
        }
    },
    /** What is to be learned of an impression counts as it is shown, not a minute later. */
    EARLY_CLICK {
        @Override
        ModelInputs planted(ModelInputs honest) {
            return new Planted(honest) {
                private int clicksOnFirst;

                @Override
                public float[] rows(LoggedImpression impression) {
                    clicksOnFirst += impression.clicked()[0] ? 1 : 0;
                    float[] rows = honest.rows(impression);
                    rows[0] += clicksOnFirst;
                    return rows;
                }
            };
        }
    };

    /** The same inputs with the leak. */
    abstract ModelInputs planted(ModelInputs honest);

    private abstract static class Planted implements ModelInputs {
        private final ModelInputs honest;

        Planted(ModelInputs honest) {
            this.honest = honest;
        }

        @Override
        public List<String> columns() {
            return honest.columns();
        }

        @Override
        public void coming(LoggedImpression impression) {
            honest.coming(impression);
        }

        @Override
        public float[] lesson(LoggedImpression impression) {
            return honest.lesson(impression);
        }

        @Override
        public void shown(LoggedImpression impression) {
            honest.shown(impression);
        }

        @Override
        public void clicked(LoggedImpression impression) {
            honest.clicked(impression);
        }

        @Override
        public void read(PastRead read) {
            honest.read(read);
        }
    }
}
