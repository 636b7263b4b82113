<?php
namespace Acme\Depot\Api\Data;

/**
 * A box.
 *
 * @api
 * @deprecated 3.0 boxes are gone
 */
interface BoxInterface
{
    const WIDTH = 'width';

    /**
     * Get the width in millimetres
     *
     * @return int
     */
    public function getWidth();

    /**
     * @param int $width
     * @return $this
     */
    public function setWidth($width);

    /**
     * @return bool|null
     */
    public function isOpen();

    /**
     * @param bool $open
     * @return $this
     */
    public function setIsOpen($open);

    /**
     * @return bool
     */
    public function hasLid();

    /**
     * @return string
     */
    public function getURLKey();

    /**
     * @param string $key
     * @return $this
     */
    public function setURLKey($key);

    /**
     * @return string read only
     */
    public function getLabel();
}
