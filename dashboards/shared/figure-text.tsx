/** Figure text: a number in a column. The typeface sets every figure equally wide but the 1, which gets room of its own. */
export const FigureText = ({ text }: { readonly text: string }) => (
  <>
    {text.split(/(1)/).map((part, index) =>
      part === '1' ? (
        <span key={index} class="one">
          1
        </span>
      ) : (
        part
      ),
    )}
  </>
);
