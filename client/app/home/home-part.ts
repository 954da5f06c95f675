/** The start page and its look. */

// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "../styles/home.css";

export { HomeView } from "./home-view.tsx";
