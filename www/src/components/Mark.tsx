import { text } from "../state";

/** Whether two texts differ: in colour, in shape, and in words for those who hear the page. */
export const Mark = ({ differs }: { differs: boolean }) => {
  const words = differs ? text.value.compare.differs : text.value.compare.equal;
  return <span class="mark" title={words}><span aria-hidden="true">{differs ? "≠" : "="}</span><span class="for-readers">{words}</span></span>;
};
