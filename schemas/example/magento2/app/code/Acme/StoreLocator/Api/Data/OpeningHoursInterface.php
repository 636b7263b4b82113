<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api\Data;

/**
 * The hours of one day.
 *
 * @api
 */
interface OpeningHoursInterface
{
    /**
     * Get 1 for Monday to 7 for Sunday.
     *
     * @return int
     */
    public function getDay(): int;

    /**
     * @param int $day
     * @return $this
     */
    public function setDay(int $day);

    /**
     * Get when it opens, as `HH:MM`; nothing when it stays closed.
     *
     * @return string|null
     */
    public function getFrom(): ?string;

    /**
     * @param string|null $from
     * @return $this
     */
    public function setFrom(?string $from);

    /**
     * Get when it closes, as `HH:MM`.
     *
     * @return string|null
     */
    public function getTo(): ?string;

    /**
     * @param string|null $to
     * @return $this
     */
    public function setTo(?string $to);
}
